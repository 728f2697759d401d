import { and, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photoSearch } from '@/db/schema/search'
import type { SortPosition } from '@/lib/search/cursor'
import { estimateRows } from '@/lib/search/estimate-rows'
import type { PhotoFilter } from '@/lib/search/photo-filter'
import {
  allOf,
  cheapConditions,
  indexConditions,
  inTime,
  scanConditions,
  searchCondition,
} from '@/lib/search/search-condition'
import { searchAudiences, type Viewer } from '@/lib/visibility/visible-rows'
import { findByMonth } from './find-by-month'
import { findNearest } from './find-nearest'
import { afterPosition, orderOf, reversed, type Slice, slicesOf } from './slices'
import { type KeyRow, keyColumns, type SliceSearch, sorted, sortPositionsOf } from './sort-position'

const GATHERED = 20_000 // rows that are read and sorted at the most
const WALKED = 20_000 // rows of the sorted list that are looked at
const GATHERED_FIRST = 4_000 // with fewer rows expected they are all read
const MARGIN = 2 // with more, the list is walked where twice the page should be met
const COSTLY_MARGIN = 8 // because it is unknown how many of them match the other conditions

type Search = {
  filter: PhotoFilter
  viewer: Viewer
  after?: SortPosition | undefined
  limit: number
  isBackwards?: boolean
}

/** The positions of the photos that fit the filter and come after (backwards: before) `after`, in order. Run it within `publicQuery`. */
export async function findSortPositions(db: Db, search: Search): Promise<SortPosition[]> {
  const { filter, viewer, after, limit, isBackwards = false } = search
  const condition = await searchCondition(db, search)
  if (!condition) return []
  if (filter.sort === 'distance') return findNearest(db, { ...search, condition })

  const all = await slicesOf(db, filter)
  const positions: SortPosition[] = []
  for (const slice of fromPosition(isBackwards ? reversed(all) : all, after)) {
    const wanted = limit - positions.length
    if (wanted <= 0) break
    const beyond = after?.slice === slice.number ? afterPosition(slice, after) : undefined
    const [everybody = sql`false`, ...own] = searchAudiences(viewer)
    const query = { condition, slice, beyond, after, limit: wanted }
    const found = await findPublic(db, { ...query, audience: everybody })
    for (const audience of own) found.push(...(await findAll(db, { ...query, audience })))
    positions.push(...sorted(found, slice).slice(0, wanted))
  }
  return positions
}

function fromPosition(slices: Slice[], after: SortPosition | undefined): Slice[] {
  const start = after === undefined ? 0 : slices.findIndex(({ number }) => number === after.slice)
  return start < 0 ? [] : slices.slice(start)
}

/**
 * The first rows of a slice by the way that costs least. What fits is either rare, then all of it is read and sorted; or it is common, then the
 * sorted index meets it soon. Both ways end after so many rows: statistics do not know that a tag was common only years ago.
 */
async function findPublic(db: Db, search: SliceSearch): Promise<SortPosition[]> {
  const { condition, slice, audience } = search
  const expected = await estimateRows(db, and(audience, indexConditions(condition, slice.every), slice.where))
  const isWalkable = slice.key !== null && expected > GATHERED_FIRST
  const met = isWalkable && (await isMetSoon(db, search, expected)) ? await walk(db, search) : []
  if (met.length === search.limit) return met
  const isGatherable = expected <= GATHERED || slice.key !== 'capturedAt'
  const gathered = isGatherable ? await gather(db, search) : null
  if (gathered) return gathered
  return slice.key === 'capturedAt' ? findByMonth(db, search) : findAll(db, search)
}

async function isMetSoon(db: Db, { condition, limit }: SliceSearch, expected: number): Promise<boolean> {
  const [row] = await db.execute<{ rows: number }>(
    sql`select greatest(reltuples, 1)::float8 as rows from pg_class where oid = 'photo_search'::regclass`,
  )
  const margin = condition.costly.length > 0 ? COSTLY_MARGIN : MARGIN
  return (expected * WALKED) / (row?.rows ?? 1) >= limit * margin
}

/** Goes along the index that has the order of the slice, for so many rows. */
async function walk(db: Db, { condition, slice, beyond, audience, limit }: SliceSearch): Promise<SortPosition[]> {
  const { ownerId } = condition
  const owned = ownerId === undefined ? undefined : sql`${photoSearch.ownerId} = ${ownerId}`
  return sortPositionsOf(
    slice,
    await db.execute<KeyRow>(sql`
      select ${keyColumns(slice)} from (
        select * from photo_search where ${and(audience, slice.where, beyond, owned, inTime(condition))}
        order by ${orderOf(slice)} limit ${WALKED}
      ) photo_search where ${allOf(condition, slice.every)} limit ${limit}`),
  )
}

/** Reads all that fits at first sight, sorts it, and looks closer until the page is full; null when there is too much of it. */
async function gather(
  db: Db,
  { condition, slice, beyond, audience, limit }: SliceSearch,
): Promise<SortPosition[] | null> {
  const fitting = and(
    audience,
    slice.where,
    beyond,
    cheapConditions(scanConditions(condition, slice.every), slice.every),
  )
  const rows = await db.execute<KeyRow & { found: number }>(sql`
    with found as materialized (select captured_at, viewpoint_count, photo_id from photo_search where ${fitting} limit ${GATHERED + 1}),
      page as (select ${keyColumns(slice)} from (select * from found photo_search order by ${orderOf(slice)} offset 0) photo_search where ${and(...condition.costly) ?? sql`true`} limit ${limit})
    select page.id, page.key, counted.found from (select count(*)::int as found from found) counted left join page on true`)
  if ((rows[0]?.found ?? 0) > GATHERED) return null
  const page = rows.filter(({ id }) => id !== null)
  return sorted(sortPositionsOf(slice, page), slice)
}

/** As PostgreSQL thinks best. */
async function findAll(db: Db, search: SliceSearch): Promise<SortPosition[]> {
  const { slice, limit } = search
  return sortPositionsOf(
    slice,
    await db.execute<KeyRow>(
      sql`select ${keyColumns(slice)} from photo_search where ${fits(search)} order by ${orderOf(slice)} limit ${limit}`,
    ),
  )
}

function fits({ condition, slice, beyond, audience }: SliceSearch): SQL | undefined {
  return and(audience, slice.where, beyond, allOf(condition, slice.every))
}
