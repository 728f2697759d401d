import { and, asc, desc, eq, gte, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/people/users'
import { sequences } from '@/db/schema/sequences'
import { type Bbox, splitAtAntimeridian } from '@/lib/geo/bbox'
import { toMercator } from '@/lib/geo/mercator'
import { sinceMoment } from '@/lib/search/filter-params'
import { type Viewer, visibleSequences } from '@/lib/visibility/visible-rows'
import { holdsWords } from './holds-words'
import type { SequenceFilter, SequenceSort } from './sequence-filter'

export type AskedSequences = Partial<SequenceFilter> & {
  viewer: Viewer
  ownerId?: number
  isDeleted?: false // only those that are not being deleted
}

/** The sequences that `viewer` may see, in order, but without what a row of the list shows. */
export async function findSequenceIds(
  db: Db,
  { viewer, cursor, sort = '-captured_at', ...asked }: AskedSequences,
  limit: number,
): Promise<number[]> {
  const { key, isRising } = orderOf(sort)
  const direction = isRising ? asc : desc
  const after =
    cursor === undefined
      ? undefined
      : sql`(${key(sequences)}, ${sequences.id}) ${sql.raw(isRising ? '>' : '<')}
          (select ${key(sql`last`)}, last.id from ${sequences} as last where last.id = ${cursor})`
  const rows = await db
    .select({ id: sequences.id })
    .from(sequences)
    .innerJoin(users, eq(users.id, sequences.ownerId))
    .where(and(visibleSequences(viewer), ...conditionsOf(asked, viewer), after))
    .orderBy(direction(key(sequences)), direction(sequences.id))
    .limit(limit)
  return rows.map(({ id }) => id)
}

/** What the list is ordered by, of a table or its alias; sequences without a date, or of unknown climb, come last. */
function orderOf(sort: SequenceSort): { key: (table: typeof sequences | SQL) => SQL; isRising: boolean } {
  if (sort === '-length') return { key: (table) => sql`${table}.length_meters`, isRising: false }
  if (sort === '-climb') return { key: (table) => sql`coalesce(${table}.climb_meters, -1)`, isRising: false }
  if (sort === '-photos') return { key: (table) => sql`${table}.photo_count`, isRising: false }
  const isRising = sort === 'captured_at'
  const undated = sql.raw(isRising ? `'infinity'` : `'-infinity'`)
  return { key: (table) => sql`coalesce(${table}.captured_at, ${undated})`, isRising }
}

function conditionsOf(asked: Omit<AskedSequences, 'viewer' | 'cursor' | 'sort'>, viewer: Viewer): (SQL | undefined)[] {
  const { ownerId, q, user, bbox, transport, sequenceTag = [], pano, from, to, since, mine, isDeleted } = asked
  const owned = mine === undefined ? ownerId : (viewer ?? 0) // no user has the id 0
  return [
    owned === undefined ? undefined : eq(sequences.ownerId, owned),
    q === undefined ? undefined : holdsWords(q),
    user === undefined ? undefined : eq(users.username, user),
    bbox && meets(bbox),
    transport === undefined ? undefined : eq(sequences.transportType, transport),
    pano === undefined ? undefined : eq(sequences.isPano, pano),
    from && gte(sequences.capturedAt, from),
    since === undefined ? undefined : gte(sequences.capturedAt, sinceMoment(since, new Date())),
    to && lt(sequences.capturedAt, to),
    isDeleted === undefined ? undefined : isNull(sequences.deletedAt),
    ...sequenceTag.map(
      (tag) => sql`exists (select 1 from unnest(${sequences.tags}) own where lower(own) = ${tag.toLowerCase()})`,
    ),
  ]
}

/** Boxes of sequences may lie one world further east or west, where a path crosses the antimeridian. */
function meets(bbox: Bbox): SQL | undefined {
  const boxes = splitAtAntimeridian(bbox).flatMap(([west, south, east, north]) => {
    const [minX, minY] = toMercator([west, north])
    const [maxX, maxY] = toMercator([east, south])
    return [-1, 0, 1].map(
      (world) =>
        sql`${sequences.bbox} && box(point(${minX + world}::float8, ${minY}::float8), point(${maxX + world}::float8, ${maxY}::float8))`,
    )
  })
  return or(...boxes)
}
