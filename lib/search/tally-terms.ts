import { and, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { type BboxPair, joinPairs } from '@/lib/geo/bbox'
import { searchAudiences, type Viewer } from '@/lib/visibility/visible-rows'
import { estimateRows } from './estimate-rows'
import type { PhotoFilter } from './photo-filter'
import { termsOf } from './resolve-terms'
import {
  allOf,
  bySquares,
  indexConditions,
  type SearchCondition,
  scanConditions,
  searchCondition,
} from './search-condition'

const COUNTED = 2_000 // photos that are counted one by one; of more a sample is
const SAMPLE = 1_000
const CHOICE_SAMPLE = 500 // enough for the shares of the few values of one choice
const SMALL_SAMPLE = 250 // a smaller one is drawn again from more photos
const MOST_READ = 10_000 // photos that are looked at for a sample
const ATTEMPTS = 3 // to find a share of the photos that gives a good sample
const MOST_HALVINGS = 20 // as `photo_terms` has it

export type TermCount = { kind: string; value: string; count: number }
export type Tally = { total: number; isExact: boolean; boxes: BboxPair | null; rows: TermCount[] }

/** The terms of the photos that fit, and how many photos have each; of one kind of terms, or of all where `kind` is undefined. */
export async function tallyTerms(
  db: Db,
  { filter, viewer, kind }: { filter: PhotoFilter; viewer: Viewer; kind: string | undefined },
): Promise<Tally> {
  const condition = await searchCondition(db, { filter, viewer })
  if (!condition) return { total: 0, isExact: true, boxes: null, rows: [] }
  const [everybody = sql`false`, ...own] = searchAudiences(viewer)
  const expected = await estimateRows(db, and(everybody, indexConditions(condition)))
  const isCostly = condition.costly.length > 0
  const countable = isCostly ? SAMPLE : 2 * COUNTED
  const fits = allOf(scanConditions(condition))
  const count = (audience: SQL) => countTerms(db, { fits: and(audience, fits), most: COUNTED, kind })
  const counted = expected <= countable ? await count(everybody) : null
  const isExact = counted !== null && counted.total <= COUNTED
  const tallies = [isExact ? { ...counted, isExact } : await tallySample(db, { condition, everybody, expected, kind })]
  for (const audience of own) {
    const ownCount = await count(audience)
    tallies.push({ ...ownCount, isExact: ownCount.total <= COUNTED })
  }
  return tallies.reduce(sum)
}

function sum(a: Tally, b: Tally): Tally {
  const rows = new Map(a.rows.map((row) => [`${row.kind} ${row.value}`, row]))
  for (const row of b.rows) {
    const previous = rows.get(`${row.kind} ${row.value}`)
    rows.set(`${row.kind} ${row.value}`, { ...row, count: row.count + (previous?.count ?? 0) })
  }
  return {
    total: a.total + b.total,
    isExact: a.isExact && b.isExact,
    boxes: joinPairs(a.boxes, b.boxes),
    rows: [...rows.values()],
  }
}

type Sampled = { condition: SearchCondition; everybody: SQL; expected: number; kind: string | undefined }

/** Counts one photo of 2, 4, 8, …, about 1,000 of them (500 for one kind). A wrong estimate of their number is corrected twice. */
async function tallySample(db: Db, { condition, everybody, expected, kind }: Sampled): Promise<Tally> {
  const narrowed = bySquares(condition)
  const fewest = Math.max(0, Math.ceil(Math.log2(expected / MOST_READ)))
  const size = kind === undefined ? SAMPLE : CHOICE_SAMPLE
  let halvings = Math.max(1, fewest, Math.round(Math.log2(expected / size)))
  for (let attempt = 1; ; attempt++) {
    halvings = Math.min(halvings, MOST_HALVINGS)
    const lot = halvings === 0 ? [] : termsOf('lot', [String(halvings)])
    const counted = await countTerms(db, { fits: and(everybody, allOf(narrowed, lot)), most: 2 * COUNTED, kind })
    const isTooMany = counted.total > 2 * COUNTED && halvings < MOST_HALVINGS
    const isTooFew = counted.total < SMALL_SAMPLE && halvings > fewest && condition.costly.length === 0
    if (attempt === ATTEMPTS || !(isTooMany || isTooFew)) {
      return scaled(counted, { factor: 2 ** halvings, isExact: halvings === 0 && counted.total <= 2 * COUNTED })
    }
    halvings = isTooMany ? halvings + 3 : Math.max(fewest, halvings - 3)
  }
}

function scaled(
  { total, boxes, rows }: Omit<Tally, 'isExact'>,
  { factor, isExact }: { factor: number; isExact: boolean },
): Tally {
  return { total: total * factor, isExact, boxes, rows: rows.map((row) => ({ ...row, count: row.count * factor })) }
}

type Counting = { fits: SQL | undefined; most: number; kind: string | undefined }

/** The terms of up to `most` photos, one more if there are more, and the boxes around them. */
async function countTerms(db: Db, { fits, most, kind }: Counting): Promise<Omit<Tally, 'isExact'>> {
  const fitting = sql`with fitting as materialized (select terms, lng, lat from photo_search where ${fits} limit ${most + 1})`
  const terms =
    kind === undefined
      ? sql`
        select t.kind, t.value, counted.count::int as count, null::json as boxes
        from (select term, count(*) as count from (select unnest(terms) as term from fitting) each group by term) counted join search_terms t using (term)
        where t.kind <> 'times'`
      : sql`
        select t.kind, t.value, count(*)::int as count, null::json as boxes from (select unnest(terms) as term from fitting) each join search_terms t using (term)
        where t.kind = ${kind} group by t.term`
  const rows = await db.execute<TermCount & Pick<Tally, 'boxes'>>(sql`
    ${fitting} ${terms} union all
    select 'total', '', count(*)::int,
      case when count(lng) > 0 then json_build_array(${extentOf(sql`lng`)}, ${extentOf(sql`lng + case when lng < 0 then 360 else 0 end`)}) end
    from fitting`)
  const all = rows.find((row) => row.kind === 'total')
  return { total: all?.count ?? 0, boxes: all?.boxes ?? null, rows: rows.filter((row) => row !== all) }
}

function extentOf(lng: SQL): SQL {
  return sql`json_build_array(min(${lng}), min(lat), max(${lng}), max(lat))`
}
