import { and, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { type Bbox, type BboxPair, joinPairs, narrower } from '@/lib/geo/bbox'
import { searchAudiences, type Viewer } from '@/lib/visibility/visible-rows'
import { estimateRows } from './estimate-rows'
import type { PhotoFilter } from './photo-filter'
import { publicQuery } from './public-query'
import { TAG_KINDS, termsOf } from './resolve-terms'
import { allOf, bySquares, findable, readable, type SearchCondition, searchCondition } from './search-condition'

const COUNTED = 2_000 // photos that are counted one by one; of more a sample is
const SAMPLE = 1_000
const CHOICE_SAMPLE = 500 // enough for the shares of the few values of one choice
const SMALL_SAMPLE = 250 // a smaller one is drawn again from more photos
const MOST_READ = 10_000 // photos that are looked at for a sample
const ATTEMPTS = 3 // to find a share of the photos that gives a good sample
const MOST_HALVINGS = 20 // as `photo_words` has it
const LISTED = 100 // values of a facet

type Count = { value: string; count: number }
export type TagCount = Count & { source: (typeof TAG_KINDS)[number] }

export type Facets = {
  tag: TagCount[]
  cameraMake: Count[]
  cameraModel: Count[]
  transport: Count[]
  sequenceTag: Count[]
  pano: Count[]
  season: Count[]
  year: Count[]
  user: Count[]
}

/**
 * How many photos fit a filter, the box around them (its east may pass 180; null: none has a position), and what there is among them, the most
 * frequent first.
 */
export type CountedPhotos = { total: number; isTotalExact: boolean; bbox: Bbox | null; facets: Facets }

/** Facets of one choice: they count as if nothing was chosen of them, so that the other choices can be seen. */
const CHOICES: { facet: Exclude<keyof Facets, 'tag' | 'sequenceTag'>; kind: string; without: Partial<PhotoFilter> }[] =
  [
    { facet: 'cameraMake', kind: 'make', without: { cameraMake: undefined } },
    { facet: 'cameraModel', kind: 'model', without: { cameraModel: undefined } },
    { facet: 'transport', kind: 'transport', without: { transport: undefined } },
    { facet: 'pano', kind: 'pano', without: { pano: undefined } },
    { facet: 'season', kind: 'season', without: { season: [] } },
    { facet: 'year', kind: 'year', without: { from: undefined, to: undefined, since: undefined } },
    { facet: 'user', kind: 'user', without: { user: undefined } },
  ]

type Row = { kind: string; value: string; count: number }
type Tally = { total: number; isExact: boolean; boxes: BboxPair | null; rows: Row[] }

/**
 * Counts the photos that `viewer` may see and that fit the filter, by what people search by. Up to 2,000 photos the numbers are exact; of more
 * a random sample is counted: the numbers are estimates, and the box is around the sample. Throws UNAUTHENTICATED and UNAVAILABLE as a list of
 * photos does.
 */
export async function countFacets(
  db: Db,
  { filter, viewer }: { filter: PhotoFilter; viewer: Viewer },
): Promise<CountedPhotos> {
  const tallyOf = (asked: PhotoFilter, kind?: string) =>
    publicQuery(db, (tx) => tally(tx, { filter: asked, viewer, kind }))
  const chosen = CHOICES.filter(({ without }) => isNarrowedBy(filter, without))
  const [all, ...others] = await Promise.all([
    tallyOf(filter),
    ...chosen.map(({ without, kind }) => tallyOf({ ...filter, ...without }, kind)),
  ])
  const countsOf = (kind: string) => {
    const other = others[chosen.findIndex((choice) => choice.kind === kind)]
    return topOf((other ?? all).rows.filter((row) => row.kind === kind))
  }
  const users = await nameUsers(db, countsOf('user'))
  const counts = CHOICES.map(({ facet, kind }) => [facet, countsOf(kind)] as const)
  return {
    total: all.total,
    isTotalExact: all.isExact,
    bbox: all.boxes && narrower(all.boxes),
    facets: {
      ...(Object.fromEntries(counts) as Record<(typeof CHOICES)[number]['facet'], Count[]>),
      tag: tagCounts(all.rows),
      sequenceTag: countsOf('sequenceTag'),
      user: users,
    },
  }
}

function isNarrowedBy(filter: PhotoFilter, without: Partial<PhotoFilter>): boolean {
  return Object.keys(without).some((name) =>
    [filter[name as keyof PhotoFilter]].flat().some((value) => value !== undefined),
  )
}

function topOf(rows: Row[]): Count[] {
  return rows
    .map(({ value, count }) => ({ value, count }))
    .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value))
    .slice(0, LISTED)
}

function tagCounts(rows: Row[]): TagCount[] {
  return TAG_KINDS.flatMap((source) =>
    topOf(rows.filter(({ kind }) => kind === source)).map((count) => ({ ...count, source })),
  ).sort((a, b) => b.count - a.count)
}

async function nameUsers(db: Db, counts: Count[]): Promise<Count[]> {
  if (counts.length === 0) return []
  const ids = `{${counts.map(({ value }) => value).join(',')}}`
  const users = await db.execute<{ id: string; username: string }>(
    sql`select id, username from users where id = any(${ids}::text::bigint[])`,
  )
  const names = new Map(users.map(({ id, username }) => [id, username]))
  return counts.flatMap(({ value, count }) => {
    const username = names.get(value)
    return username === undefined ? [] : [{ value: username, count }]
  })
}

type Asked = { filter: PhotoFilter; viewer: Viewer; kind: string | undefined }

/** The words of the photos that fit, those of one kind or all, and how many photos have each. */
async function tally(db: Db, { filter, viewer, kind }: Asked): Promise<Tally> {
  const condition = await searchCondition(db, { filter, viewer })
  if (!condition) return { total: 0, isExact: true, boxes: null, rows: [] }
  const [everybody = sql`false`, ...own] = searchAudiences(viewer)
  const expected = await estimateRows(db, and(everybody, findable(condition)))
  const isCostly = condition.costly.length > 0
  const countable = isCostly ? SAMPLE : 2 * COUNTED
  const fits = allOf(readable(condition))
  const count = (audience: SQL) => countWords(db, { fits: and(audience, fits), most: COUNTED, kind })
  const seen = expected <= countable ? await count(everybody) : null
  const isExact = seen !== null && seen.total <= COUNTED
  const tallies = [isExact ? { ...seen, isExact } : await sample(db, { condition, everybody, expected, kind })]
  for (const audience of own) {
    const counted = await count(audience)
    tallies.push({ ...counted, isExact: counted.total <= COUNTED })
  }
  return tallies.reduce(sum)
}

function sum(a: Tally, b: Tally): Tally {
  const rows = new Map(a.rows.map((row) => [`${row.kind} ${row.value}`, row]))
  for (const row of b.rows) {
    const known = rows.get(`${row.kind} ${row.value}`)
    rows.set(`${row.kind} ${row.value}`, { ...row, count: row.count + (known?.count ?? 0) })
  }
  return {
    total: a.total + b.total,
    isExact: a.isExact && b.isExact,
    boxes: joinPairs(a.boxes, b.boxes),
    rows: [...rows.values()],
  }
}

type Sampled = { condition: SearchCondition; everybody: SQL; expected: number; kind: string | undefined }

/** Counts one photo of 2, 4, 8, …, so that about 1,000 are (500 for one kind); a wrong estimate of their number is put right twice. */
async function sample(db: Db, { condition, everybody, expected, kind }: Sampled): Promise<Tally> {
  const narrowed = bySquares(condition)
  const fewest = Math.max(0, Math.ceil(Math.log2(expected / MOST_READ)))
  const size = kind === undefined ? SAMPLE : CHOICE_SAMPLE
  let halvings = Math.max(1, fewest, Math.round(Math.log2(expected / size)))
  for (let attempt = 1; ; attempt++) {
    halvings = Math.min(halvings, MOST_HALVINGS)
    const lot = halvings === 0 ? [] : termsOf('lot', [String(halvings)])
    const counted = await countWords(db, { fits: and(everybody, allOf(narrowed, lot)), most: 2 * COUNTED, kind })
    const isTooMany = counted.total > 2 * COUNTED && halvings < MOST_HALVINGS
    const isTooFew = counted.total < SMALL_SAMPLE && halvings > fewest && condition.costly.length === 0
    if (attempt === ATTEMPTS || !(isTooMany || isTooFew)) {
      return grown(counted, { factor: 2 ** halvings, isExact: halvings === 0 && counted.total <= 2 * COUNTED })
    }
    halvings = isTooMany ? halvings + 3 : Math.max(fewest, halvings - 3)
  }
}

function grown(
  { total, boxes, rows }: Omit<Tally, 'isExact'>,
  { factor, isExact }: { factor: number; isExact: boolean },
): Tally {
  return { total: total * factor, isExact, boxes, rows: rows.map((row) => ({ ...row, count: row.count * factor })) }
}

type Words = { fits: SQL | undefined; most: number; kind: string | undefined }

/** The words of up to `most` photos, one more if there are more, and the boxes around them. */
async function countWords(db: Db, { fits, most, kind }: Words): Promise<Omit<Tally, 'isExact'>> {
  const found = sql`with found as materialized (select terms, lng, lat from photo_search where ${fits} limit ${most + 1})`
  const words =
    kind === undefined
      ? sql`
        select t.kind, t.value, words.count::int as count, null::json as boxes
        from (select term, count(*) as count from (select unnest(terms) as term from found) each group by term) words join search_terms t using (term)
        where t.kind <> 'times'`
      : sql`
        select t.kind, t.value, count(*)::int as count, null::json as boxes from (select unnest(terms) as term from found) each join search_terms t using (term)
        where t.kind = ${kind} group by t.term`
  const rows = await db.execute<Row & Pick<Tally, 'boxes'>>(sql`
    ${found} ${words} union all
    select 'total', '', count(*)::int,
      case when count(lng) > 0 then json_build_array(${boxAround(sql`lng`)}, ${boxAround(sql`lng + case when lng < 0 then 360 else 0 end`)}) end
    from found`)
  const all = rows.find((row) => row.kind === 'total')
  return { total: all?.count ?? 0, boxes: all?.boxes ?? null, rows: rows.filter((row) => row !== all) }
}

function boxAround(lng: SQL): SQL {
  return sql`json_build_array(min(${lng}), min(lat), max(${lng}), max(lat))`
}
