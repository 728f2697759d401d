import { performance } from 'node:perf_hooks'
import type postgres from 'postgres'
import { connect, type Db } from '@/db/client'
import { AppError } from '@/lib/errors'
import { countFacets } from '@/lib/search/count-facets'
import { findPhotos } from '@/lib/search/find-photos'
import { parsePhotoFilter } from '@/lib/search/photo-filter'
import { type Line, percentile } from '../import/line'
import type { GeoBench } from './bench'
import { PLAIN_SEARCHES } from './plain-searches'

const RUNS = 20
const WARM_UP = 3
const PAGE_GOAL_MS = 50
const FACETS_GOAL_MS = 150
const TENTH = 9 // pages before it

type Place = { lng: number; lat: number; username: string }
type Shape = { name: string; query: (place: Place) => string }

/** Each filter by itself, then all together; `place` is where a photo was taken, another one for each run. */
const SHAPES: Shape[] = [
  { name: 'everything', query: () => '' },
  { name: 'map view (2 km)', query: (place) => `bbox=${around(place, 0.01)}` },
  { name: 'map view (a city)', query: (place) => `bbox=${around(place, 0.15)}` },
  {
    name: 'drawn area',
    query: ({ lng, lat }) => `area=${lng - 0.02},${lat},${lng},${lat - 0.02},${lng + 0.02},${lat},${lng},${lat + 0.02}`,
  },
  { name: 'a month', query: () => 'from=2021-03-01&to=2021-03-31' },
  { name: 'a season, 3 years', query: () => 'since=3y&season=winter' },
  { name: 'a user', query: ({ username }) => `user=${username}` },
  { name: '360°', query: () => 'pano=true' },
  { name: 'camera', query: () => 'cameraMake=garmin&cameraModel=virb%20360' },
  { name: 'transport, sequence tag', query: () => 'transport=walk&sequenceTag=ridge' },
  { name: 'common tag', query: () => 'tag=construction--flat--road' },
  { name: 'rare tag', query: () => 'tag=regulatory--sign-900--g1' },
  { name: 'two tags', query: () => 'tag=object--bench&tag=warning--curve-left--g1' },
  { name: 'branch of the tags', query: () => 'tag=regulatory--*' },
  { name: 'score and area', query: () => 'tag=object--vehicle--car&minScore=0.9&minArea=0.1' },
  { name: 'altitude', query: () => 'minAltitude=1400' },
  { name: 'direction', query: () => 'heading=90&headingTolerance=5' },
  { name: 'viewpoints', query: () => 'minViewpoints=2' },
  { name: 'most of a tag', query: () => 'tag=object--bench&sort=-tag' },
  { name: 'most viewpoints', query: () => 'sort=-viewpoints' },
  {
    name: 'five at once',
    query: (place) => `pano=true&tag=nature--sky&from=2019-01-01&transport=bicycle&bbox=${around(place, 0.15)}`,
  },
  {
    name: 'worst case: everything at once, everywhere',
    query: () =>
      'bbox=-180,-85,180,85&pano=true&tag=nature--sky&tag=object--*&season=winter&season=summer&minScore=0.6&minArea=0.01&minAltitude=0&maxAltitude=1500&heading=90&headingTolerance=90&sort=captured_at',
  },
]

const BUSY_SHAPES = ['everything', 'map view (a city)', 'common tag', 'rare tag', 'five at once']

/** First and tenth pages, facets and the nearest ten, in this process; beside some the same first page as one plain query without `photo_search`. */
export async function measureSearch({ databaseUrl, sql }: GeoBench): Promise<Line[]> {
  const db = connect(databaseUrl)
  const places = await placesOf(sql)
  const lines = [...(await measureShapes(db, { places, sql })), await measureNearest(db, { places, when: '' })]
  await db.$client.end()
  return lines
}

/** Some of the same while 10,000 photos are imported. */
export async function measureSearchWhileImporting({ databaseUrl, sql, whileImporting }: GeoBench): Promise<Line[]> {
  const db = connect(databaseUrl)
  const places = await placesOf(sql)
  const when = ', import running'
  const lines = await whileImporting(async () => {
    const measured: Line[] = []
    for (const shape of SHAPES.filter(({ name }) => BUSY_SHAPES.includes(name))) {
      measured.push(...(await measureShape(db, { shape, places, when })))
    }
    return [...measured, await measureNearest(db, { places, when })]
  })
  await db.$client.end()
  return lines
}

async function measureShapes(db: Db, { places, sql }: { places: Place[]; sql: postgres.Sql }): Promise<Line[]> {
  const lines: Line[] = []
  for (const shape of SHAPES) {
    const plain = PLAIN_SEARCHES[shape.name]
    const baseline = plain ? await timePlain(sql, plain) : ''
    const measured = await measureShape(db, { shape, places, when: '', baseline })
    for (const { name, measured: times } of measured) console.log(`  ${name}: ${times}`)
    lines.push(...measured)
  }
  return lines
}

async function measureShape(
  db: Db,
  { shape, places, when, baseline = '' }: { shape: Shape; places: Place[]; when: string; baseline?: string },
): Promise<Line[]> {
  const first: number[] = []
  const tenth: number[] = []
  const facets: number[] = []
  for (const place of places.slice(-WARM_UP))
    await measureOnce(db, shape.query(place), { first: [], tenth: [], facets: [] })
  for (const place of places.slice(0, RUNS)) await measureOnce(db, shape.query(place), { first, tenth, facets })
  return [
    line(`${shape.name}, first page${when}`, first, PAGE_GOAL_MS, baseline),
    ...(tenth.length > 0 ? [line(`${shape.name}, tenth page${when}`, tenth, PAGE_GOAL_MS)] : []),
    line(`${shape.name}, facets${when}`, facets, FACETS_GOAL_MS),
  ]
}

type Times = { first: number[]; tenth: number[]; facets: number[] }

async function measureOnce(db: Db, query: string, { first, tenth, facets }: Times): Promise<void> {
  let cursor = await timed(first, () => page(db, query, null))
  for (let number = 1; number < TENTH && cursor !== null; number++) cursor = await page(db, query, cursor)
  if (cursor !== null) await timed(tenth, () => page(db, query, cursor))
  const filter = parsePhotoFilter(new URLSearchParams(query))
  await timed(facets, () => orTooLong(countFacets(db, { filter, viewer: null })))
}

async function measureNearest(db: Db, { places, when }: { places: Place[]; when: string }): Promise<Line> {
  const times: number[] = []
  for (const { lng, lat } of places)
    await timed(times, () => page(db, `near=${lng},${lat}&radius=100000&limit=10`, null))
  return line(`nearest 10${when}`, times, PAGE_GOAL_MS)
}

/** Reads one page; resolves with the cursor of the next. */
async function page(db: Db, query: string, cursor: string | null): Promise<string | null> {
  const params = new URLSearchParams(query)
  if (cursor !== null) params.set('cursor', cursor)
  const mapillary = { photoPageUrl: (key: string) => key }
  const found = findPhotos({ db, mapillary, origin: '' }, { filter: parsePhotoFilter(params), viewer: null })
  return (await orTooLong(found))?.nextCursor ?? null
}

/** A search that is stopped counts with the time it took until then. */
function orTooLong<T>(search: Promise<T>): Promise<T | null> {
  return search.catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'UNAVAILABLE') return null
    throw error
  })
}

async function timed<T>(times: number[], work: () => Promise<T>): Promise<T> {
  const start = performance.now()
  try {
    return await work()
  } finally {
    times.push(performance.now() - start)
  }
}

/** The median of three; what takes longer than five seconds is stopped. */
async function timePlain(sql: postgres.Sql, query: string): Promise<string> {
  const times: number[] = []
  for (let run = 0; run < 3; run++) {
    await timed(times, () =>
      sql
        .begin(async (tx) => {
          await tx`set local statement_timeout = 5000`
          await tx.unsafe(query)
        })
        .catch(() => undefined),
    )
  }
  const median = percentile(times, 0.5)
  return median > 5_000 ? 'plain SQL: more than 5 s' : `plain SQL: ${milliseconds(median)}`
}

function line(name: string, times: number[], goalMs: number, baseline = ''): Line {
  const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)]
  return {
    name,
    measured: `${milliseconds(p50)} / ${milliseconds(p95)}`,
    baseline,
    goal: `p95 ≤ ${goalMs} ms`,
    isMet: p95 <= goalMs,
    values: { p50, p95, times },
  }
}

function milliseconds(time: number): string {
  return `${time < 10 ? time.toFixed(1) : Math.round(time)} ms`
}

async function placesOf(sql: postgres.Sql): Promise<Place[]> {
  const rows = await sql<Place[]>`
    select p.lng, p.lat, u.username from photos p join users u on u.id = p.owner_id
    where p.is_public and p.id in (select 1 + (n * 2654435761) % (select max(id) from photos) from generate_series(1, 40) n)`
  return [...rows]
}

function around({ lng, lat }: Place, degrees: number): string {
  return [Math.max(-180, lng - degrees), lat - degrees, Math.min(180, lng + degrees), lat + degrees].join(',')
}
