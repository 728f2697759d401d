// What many visitors, and some who mean no good, cost the others: npm run bench -- load [--seconds 60] [--connections 200].
import { parseArgs } from 'node:util'
import { openGeoBench } from './geo/bench'
import type { Line } from './import/line'
import { measureBombs } from './load/bombs'
import { measureCrowd } from './load/crowd'
import { measureFlood } from './load/flood'
import { setLoadScene } from './load/scene'
import { measureSlowLoris } from './load/slow-loris'
import type { LoadBench } from './load/types'
import { report } from './report'

const USAGE = `npm run bench -- load [--seconds 60] [--connections 200] [--photos 50000] [--only LINE,…] [--keep]
Lines: crowd, flood, loris, bombs. --keep leaves the data in .bench/ for the next run with as many photos.`

const MEASURES: Record<string, (bench: LoadBench) => Promise<Line[]>> = {
  crowd: measureCrowd,
  flood: measureFlood,
  loris: measureSlowLoris,
  bombs: measureBombs, // the last: what it asks for is drawn long after
}

const { values: asked } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    connections: { type: 'string', default: '200' },
    photos: { type: 'string', default: '50000' },
    only: { type: 'string' },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean' },
  },
})
const names = asked.only?.split(',') ?? Object.keys(MEASURES)
const [seconds, connections, photos] = [asked.seconds, asked.connections, asked.photos].map(Number)
if (asked.help || !(seconds && seconds >= 3) || !connections || !photos || names.some((name) => !(name in MEASURES))) {
  console.log(USAGE)
  process.exit(asked.help ? 0 : 1)
}

const env = { MTP_TRUSTED_PROXIES: '1', MTP_RATE_LIMIT_TILE: '6000' } // each visitor has an address, and the limits are on
const geo = await openGeoBench({ photos, detections: 2, isSearched: true, keep: asked.keep, env })
try {
  const scene = await setLoadScene(geo)
  const bench = { url: geo.url, stack: geo.stack, scene, seconds, connections }
  process.exitCode = await report('load', { names, measure: async (name) => (await MEASURES[name]?.(bench)) ?? [] })
} finally {
  await geo.close()
}
