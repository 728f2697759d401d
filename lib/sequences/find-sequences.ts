import { and, desc, eq, getTableColumns, or, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { users } from '@/db/schema/users'
import { type Bbox, splitAtAntimeridian } from '@/lib/geo/bbox'
import { unpackLine } from '@/lib/geo/line'
import { toMercator } from '@/lib/geo/mercator'
import type { LngLat } from '@/lib/mapillary/types'
import { type Viewer, visiblePhotos, visibleSequences } from '@/lib/visibility'

const { photoKeys: _photoKeys, ...listed } = getTableColumns(sequences) // thousands of keys a row stay out

export type ListedSequence = {
  id: string
  mapillaryKey: string
  name: string
  description: string
  tags: string[]
  cameraMake: string | null
  username: string
  capturedAt: Date | null
  transportType: string | null
  photoCount: number // that the viewer may see
  lengthMeters: number
  isPano: boolean
  isPrivate: boolean
  isPublic: boolean
  isDeleted: boolean // for its owner: it is being removed
  line: LngLat[] // simplified
  coverPhotoId: string | null
  coverPhotoKey: string | null
}

type SequenceFilter = {
  ownerId?: number | undefined
  user?: string | undefined // a user name
  bbox?: Bbox | undefined // that the sequence's own one meets
  cursor?: number | undefined
  limit?: number
}

/** A page of the sequences that `viewer` may see, newest captured first. `cursor` and `nextCursor`: the last sequence shown. */
export async function findSequences(
  db: Db,
  { viewer, ownerId, user, bbox, cursor, limit = 24 }: SequenceFilter & { viewer: Viewer },
): Promise<{ sequences: ListedSequence[]; nextCursor: string | null }> {
  const seen = and(eq(photos.sequenceId, sequences.id), sql`${photos.importedAt} is not null`, visiblePhotos(viewer))
  const order = sql`coalesce(${sequences.capturedAt}, '-infinity')`
  const conditions: (SQL | undefined)[] = [visibleSequences(viewer)]
  if (ownerId !== undefined) conditions.push(eq(sequences.ownerId, ownerId))
  if (user !== undefined) conditions.push(eq(users.username, user))
  if (bbox !== undefined) conditions.push(meets(bbox))
  if (cursor !== undefined) {
    conditions.push(sql`(${order}, ${sequences.id}) <
      (select coalesce(last.captured_at, '-infinity'), last.id from ${sequences} as last where last.id = ${cursor})`)
  }
  const cover = db
    .select({ id: photos.id, mapillaryKey: photos.mapillaryKey })
    .from(photos)
    .where(seen)
    .orderBy(photos.n)
    .limit(1)
    .as('cover')
  const counted = db
    .select({ photoCount: sql<number>`count(*)::int`.as('seen_count') })
    .from(photos)
    .where(seen)
    .as('counted')

  const rows = await db
    .select({
      sequence: listed,
      username: users.username,
      photoCount: counted.photoCount,
      coverPhotoId: cover.id,
      coverPhotoKey: cover.mapillaryKey,
    })
    .from(sequences)
    .innerJoin(users, eq(users.id, sequences.ownerId))
    .leftJoinLateral(cover, sql`true`)
    .leftJoinLateral(counted, sql`true`)
    .where(and(...conditions))
    .orderBy(desc(order), desc(sequences.id))
    .limit(limit + 1)

  const shown = rows.slice(0, limit)
  return {
    sequences: shown.map(({ sequence, ...row }) => ({
      id: String(sequence.id),
      mapillaryKey: sequence.mapillaryKey,
      name: sequence.name,
      description: sequence.description,
      tags: sequence.tags,
      cameraMake: sequence.cameraMake,
      username: row.username,
      capturedAt: sequence.capturedAt,
      transportType: sequence.transportType,
      photoCount: row.photoCount ?? 0,
      lengthMeters: sequence.lengthMeters,
      isPano: sequence.isPano,
      isPrivate: sequence.isPrivate,
      isPublic: sequence.isPublic,
      isDeleted: sequence.deletedAt !== null,
      line: sequence.line ? unpackLine(sequence.line) : [],
      coverPhotoId: row.coverPhotoId === null ? null : String(row.coverPhotoId),
      coverPhotoKey: row.coverPhotoKey,
    })),
    nextCursor: rows.length > limit ? String(shown.at(-1)?.sequence.id) : null,
  }
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
