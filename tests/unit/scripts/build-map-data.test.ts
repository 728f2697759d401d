import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { encodeTile } from '@/lib/geo/mvt'
import { readFineGround } from '@/lib/tiles/ground/fine-ground'
import { groundTile } from '@/lib/tiles/ground/ground-tile'
import { featuresOf, tileAt } from '@/tests/support/tile-features'

const Land = z.object({
  features: z.array(z.object({ geometry: z.object({ coordinates: z.array(z.array(z.array(z.array(z.number())))) }) })),
})
const FILES = ['land.json', 'borders.json', 'countries.json']

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'map-data-'))
  execFileSync(process.execPath, [join(import.meta.dirname, '../../../scripts/build-map-data.mjs'), folder])
})
afterAll(() => rmSync(folder, { recursive: true }))

test('the bundled ground weighs no more than a first view may', () => {
  const bytes = FILES.map((name) => gzipSync(readFileSync(join(folder, name))).length)
  expect(bytes.reduce((sum, size) => sum + size)).toBeLessThan(300_000)
})

test('every coast is a closed ring, and small islands are there', () => {
  const { features } = Land.parse(JSON.parse(readFileSync(join(folder, 'land.json'), 'utf8')))
  const rings = features.flatMap(({ geometry }) => geometry.coordinates.flat())
  expect(rings.length).toBeGreaterThan(1_400)
  expect(rings.filter((ring) => ring.length < 4 || String(ring[0]) !== String(ring.at(-1)))).toEqual([])
})

const AT = {
  Copenhagen: [12.57, 55.68],
  'the middle of Germany': [10.2, 51.1],
  'Luxembourg, where three borders meet': [6.36, 49.46],
  'the Caspian Sea': [49.9, 43],
  'the Atlantic': [-30, 45],
  'Taveuni, on the date line': [179.98, -16.85],
} satisfies Record<string, [number, number]>

test.each([
  ['Copenhagen', true],
  ['the middle of Germany', true],
  ['Luxembourg, where three borders meet', true],
  ['the Caspian Sea', false],
  ['the Atlantic', false],
  ['Taveuni, on the date line', true],
] satisfies [keyof typeof AT, boolean][])('the server cuts land or sea for %s', async (place, isLand) => {
  const tile = tileAt(AT[place], 8)
  const layers = encodeTile(groundTile(await readFineGround(join(folder, 'fine.bin')), tile))
  expect(featuresOf(layers, 'land').length > 0).toBe(isLand)
  expect(layers.length).toBeLessThan(40_000)
})

test('a tile inland is land from edge to edge, and borders are lines', async () => {
  const ground = await readFineGround(join(folder, 'fine.bin'))
  const [inland] = featuresOf(encodeTile(groundTile(ground, tileAt(AT['the middle of Germany'], 8))), 'land')
  expect(inland?.bbox?.()).toEqual([-64, -64, 4160, 4160])
  const borders = featuresOf(
    encodeTile(groundTile(ground, tileAt(AT['Luxembourg, where three borders meet'], 8))),
    'borders',
  )
  expect(borders.length).toBeGreaterThan(1)
  expect(featuresOf(encodeTile(groundTile(ground, tileAt(AT.Copenhagen, 5))), 'land')).toEqual([]) // the coarse one is shown there
})

test('lakes and rivers are in the tiles of what one sees from afar too', async () => {
  const ground = await readFineGround(join(folder, 'fine.bin'))
  for (const z of [3, 6]) {
    const geneva = encodeTile(groundTile(ground, tileAt([6.5, 46.4], z)))
    expect(featuresOf(geneva, 'waters').length).toBeGreaterThan(0)
    expect(featuresOf(geneva, 'rivers').length).toBeGreaterThan(0)
    expect(gzipSync(geneva).length).toBeLessThan(20_000)
  }
  expect(featuresOf(encodeTile(groundTile(ground, tileAt(AT['the Atlantic'], 8))), 'waters')).toEqual([])
})
