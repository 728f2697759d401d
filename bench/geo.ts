// The map and the search over millions of photos: npm run bench -- geo [--photos 2000000] [--keep].
import { parseArgs } from 'node:util'
import type { GeoBench } from './geo/bench'
import { openGeoBench } from './geo/bench'
import { measureSearch, measureSearchWhileImporting } from './geo/search'
import { measureTiles, measureTilesWhileImporting } from './geo/tiles'
import type { Line } from './import/line'
import { report } from './report'

const USAGE = `npm run bench -- geo [--photos 2000000] [--detections 8] [--keep] [--only LINE,…]
Lines: tiles, search, import (both while 10,000 photos are imported). --keep leaves the data in .bench/ for the next run with as many photos: making 2,000,000 takes minutes and 10 GB.
--detections 0 makes data only for the tiles: 20,000,000 photos take about 15 GB.
BENCH_POSTGIS_URL names a PostGIS database (its tables bench_photo, bench_sequence and bench_place are replaced) to compare tiles with.`

const MEASURES: Record<string, (bench: GeoBench) => Promise<Line[]>> = {
  tiles: measureTiles,
  search: measureSearch,
  import: async (bench) => [
    ...(await measureTilesWhileImporting(bench)),
    ...(await measureSearchWhileImporting(bench)),
  ],
}

const { values: asked } = parseArgs({
  options: {
    photos: { type: 'string', default: '2000000' },
    detections: { type: 'string', default: '8' }, // a photo
    keep: { type: 'boolean', default: false },
    only: { type: 'string' },
    help: { type: 'boolean' },
  },
})
const names = asked.only?.split(',') ?? Object.keys(MEASURES)
const [photos, detections] = [Number(asked.photos), Number(asked.detections)]
const needsDetections = names.some((name) => name !== 'tiles')
if (
  asked.help ||
  (detections === 0 && needsDetections) ||
  !(photos >= 100) ||
  !(detections >= 0) ||
  names.some((name) => !(name in MEASURES))
) {
  console.log(USAGE)
  process.exit(asked.help ? 0 : 1)
}

const bench = await openGeoBench({ photos, detections, isSearched: detections > 0, keep: asked.keep })
try {
  process.exitCode = await report('geo', { names, measure: async (name) => (await MEASURES[name]?.(bench)) ?? [] })
} finally {
  await bench.close()
}
