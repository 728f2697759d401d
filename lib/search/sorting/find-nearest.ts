import { and, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photoSearch } from '@/db/schema/search'
import { bboxOfCircle, distanceTo } from '@/lib/photos/place-conditions'
import type { SortPosition } from '@/lib/search/cursor'
import type { PhotoFilter } from '@/lib/search/photo-filter'
import { allOf, type SearchCondition } from '@/lib/search/search-condition'
import { searchAudiences, type Viewer } from '@/lib/visibility/visible-rows'

const FIRST_RADIUS_METERS = 25
const GROWTH = 4

type Search = {
  condition: SearchCondition
  filter: PhotoFilter
  viewer: Viewer
  after?: SortPosition | undefined
  limit: number
  isBackwards?: boolean
}

/** The photos nearest to `near` beyond `after`, the nearest first; backwards: those nearer, the farthest first. */
export async function findNearest(db: Db, search: Search): Promise<SortPosition[]> {
  const { filter, after, limit, isBackwards } = search
  const reached = after?.key ?? 0
  if (isBackwards) return findWithin(db, { ...search, radius: Math.min(filter.radius, reached + 1) })
  for (let radius = FIRST_RADIUS_METERS; ; radius *= GROWTH) {
    if (radius < reached && radius < filter.radius) continue
    const isLast = radius >= filter.radius
    const positions = await findWithin(db, { ...search, radius: isLast ? filter.radius : radius })
    if (isLast || positions.length === limit) return positions // a full page within the circle: nothing outside of it is nearer
  }
}

async function findWithin(
  db: Db,
  { condition, filter, viewer, after, limit, radius, isBackwards }: Search & { radius: number },
): Promise<SortPosition[]> {
  const { near } = filter
  if (!near) return []
  const distance = distanceTo(photoSearch, near)
  const within = { ...condition, bbox: bboxOfCircle(near, radius) }
  const [beyond, direction] = isBackwards ? [sql.raw('<'), sql.raw('desc')] : [sql.raw('>'), sql.raw('asc')]
  const pageOf = (audience: SQL) => sql`
    (select photo_id as id, distance as key from (
      select photo_id, ${distance} as distance from photo_search where ${and(audience, allOf(within))} offset 0
    ) found where distance <= ${radius}::float8 ${after ? sql`and (distance, photo_id) ${beyond} (${after.key}::float8, ${after.id}::bigint)` : sql``}
    order by distance ${direction}, photo_id ${direction} limit ${limit})`
  const rows = await db.execute<{ id: string; key: number }>(sql`
    select id, key from (${sql.join(searchAudiences(viewer).map(pageOf), sql` union all `)}) found
    order by key ${direction}, id ${direction} limit ${limit}`)
  return rows.map(({ id, key }) => ({ slice: 0, key, id: Number(id) }))
}
