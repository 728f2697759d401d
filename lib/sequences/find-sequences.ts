import { and, asc, desc, eq, getTableColumns, gte, inArray, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { imports } from '@/db/schema/imports'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { users } from '@/db/schema/users'
import { type Bbox, splitAtAntimeridian } from '@/lib/geo/bbox'
import { climbMetersOf } from '@/lib/geo/elevation-profile'
import { unpackLine } from '@/lib/geo/line'
import type { LngLat } from '@/lib/geo/lng-lat'
import { toMercator } from '@/lib/geo/mercator'
import { timeZoneAt } from '@/lib/geo/time-zone'
import type { ImportState } from '@/lib/model/import-states'
import { sinceMoment } from '@/lib/search/filter-params'
import { type Viewer, visiblePhotos, visibleSequences } from '@/lib/visibility/visible-rows'
import { holdsWords } from './holds-words'
import type { SequenceFilter, SequenceSort } from './sequence-filter'

const { photoKeys: _photoKeys, ...listed } = getTableColumns(sequences) // thousands of keys a row stay out

export type ListedSequence = {
  id: string
  mapillaryKey: string
  name: string
  description: string
  username: string
  capturedAt: Date | null
  timeZone: string | null // where it begins, by its IANA name
  transportType: string | null
  tags: string[]
  cameraMake: string | null
  photoCount: number // that the viewer may see
  lengthMeters: number
  climbMeters: number | null // null: no photo has an altitude
  isPano: boolean
  isPrivate: boolean
  isPublic: boolean
  hiddenAt: Date | null // by a moderator
  unpublishedAt: Date | null // by its owner
  isEmptied: boolean // every photo of it is hidden or gone
  isDeleted: boolean // for its owner: it is being removed
  latestImport: { id: string; state: ImportState } | null // for its owner
  line: LngLat[] // simplified
  coverPhotoId: string | null
  coverPhotoKey: string | null
}

type Asked = Partial<SequenceFilter> & { viewer: Viewer; ownerId?: number; limit?: number }

/** A page of the sequences that `viewer` may see, newest captured first unless told otherwise. `cursor` and `nextCursor`: the last sequence shown. */
export async function findSequences(
  db: Db,
  { limit = 24, ...asked }: Asked,
): Promise<{ sequences: ListedSequence[]; nextCursor: string | null }> {
  const ids = await findIds(db, asked, limit + 1)
  const shown = ids.slice(0, limit)
  return {
    sequences: shown.length === 0 ? [] : await describe(db, shown, asked.viewer),
    nextCursor: ids.length > limit ? String(shown.at(-1)) : null,
  }
}

/** In order. What a row of the list shows is read afterwards, only for these. */
async function findIds(db: Db, { viewer, cursor, sort = '-captured_at', ...asked }: Asked, limit: number) {
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

function conditionsOf(asked: Omit<Asked, 'viewer' | 'cursor' | 'sort'>, viewer: Viewer): (SQL | undefined)[] {
  const { ownerId, q, user, bbox, transport, sequenceTag = [], pano, from, to, since, mine } = asked
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
    ...sequenceTag.map(
      (tag) => sql`exists (select 1 from unnest(${sequences.tags}) own where lower(own) = ${tag.toLowerCase()})`,
    ),
  ]
}

async function describe(db: Db, ids: number[], viewer: Viewer): Promise<ListedSequence[]> {
  const seen = and(eq(photos.sequenceId, sequences.id), sql`${photos.importedAt} is not null`, visiblePhotos(viewer))
  const cover = db
    .select({ id: photos.id, mapillaryKey: photos.mapillaryKey })
    .from(photos)
    .where(seen)
    .orderBy(photos.n)
    .limit(1)
    .as('cover')
  const counted = db
    .select({
      photoCount: sql<number>`count(*)::int`.as('seen_count'),
      altitudes: sql<number[] | null>`
        array_agg(${photos.altitude} order by ${photos.n}) filter (
          where ${photos.altitude} is not null and 'altitude' <> all (${photos.doubts}))`.as('altitudes'),
    })
    .from(photos)
    .where(seen)
    .as('counted')
  const latest = db
    .select({ id: imports.id, state: imports.state })
    .from(imports)
    .where(and(eq(imports.sequenceId, sequences.id), eq(imports.userId, viewer ?? 0)))
    .orderBy(desc(imports.id))
    .limit(1)
    .as('latest')

  const rows = await db
    .select({
      sequence: listed,
      username: users.username,
      photoCount: counted.photoCount,
      altitudes: counted.altitudes,
      coverPhotoId: cover.id,
      coverPhotoKey: cover.mapillaryKey,
      importId: latest.id,
      importState: latest.state,
    })
    .from(sequences)
    .innerJoin(users, eq(users.id, sequences.ownerId))
    .leftJoinLateral(cover, sql`true`)
    .leftJoinLateral(counted, sql`true`)
    .leftJoinLateral(latest, sql`true`)
    .where(and(inArray(sequences.id, ids), visibleSequences(viewer)))

  return rows
    .toSorted((a, b) => ids.indexOf(a.sequence.id) - ids.indexOf(b.sequence.id))
    .map(({ sequence, ...row }) => {
      const line = sequence.line ? unpackLine(sequence.line) : []
      return {
        id: String(sequence.id),
        mapillaryKey: sequence.mapillaryKey,
        name: sequence.name,
        description: sequence.description,
        cameraMake: sequence.cameraMake,
        username: row.username,
        capturedAt: sequence.capturedAt,
        timeZone: timeZoneAt(line[0]),
        transportType: sequence.transportType,
        tags: sequence.tags,
        photoCount: row.photoCount ?? 0,
        lengthMeters: sequence.lengthMeters,
        climbMeters: climbMetersOf(row.altitudes ?? []),
        isPano: sequence.isPano,
        isPrivate: sequence.isPrivate,
        isPublic: sequence.isPublic,
        hiddenAt: sequence.hiddenAt,
        unpublishedAt: sequence.unpublishedAt,
        isEmptied: sequence.isEmptied,
        isDeleted: sequence.deletedAt !== null,
        latestImport:
          row.importId === null || row.importState === null
            ? null
            : { id: String(row.importId), state: row.importState },
        line,
        coverPhotoId: row.coverPhotoId === null ? null : String(row.coverPhotoId),
        coverPhotoKey: row.coverPhotoKey,
      }
    })
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
