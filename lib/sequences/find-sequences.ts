import { and, desc, eq, getTableColumns, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { imports } from '@/db/schema/imports'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { climbMetersOf } from '@/lib/geo/elevation-profile'
import { unpackLine } from '@/lib/geo/lines/line'
import type { LngLat } from '@/lib/geo/lng-lat'
import { timeZoneAt } from '@/lib/geo/time-zone'
import type { ImportState } from '@/lib/model/import-states'
import { type Viewer, visiblePhotos, visibleSequences } from '@/lib/visibility/visible-rows'
import { type AskedSequences, findSequenceIds } from './find-sequence-ids'

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

/** A page of the sequences that `viewer` may see, newest captured first unless told otherwise. `cursor` and `nextCursor`: the last sequence shown. */
export async function findSequences(
  db: Db,
  { limit = 24, ...asked }: AskedSequences & { limit?: number },
): Promise<{ sequences: ListedSequence[]; nextCursor: string | null }> {
  const ids = await findSequenceIds(db, asked, limit + 1)
  const shown = ids.slice(0, limit)
  return {
    sequences: shown.length === 0 ? [] : await describe(db, shown, asked.viewer),
    nextCursor: ids.length > limit ? String(shown.at(-1)) : null,
  }
}

async function describe(db: Db, ids: number[], viewer: Viewer): Promise<ListedSequence[]> {
  const rows = await findRows(db, ids, viewer)
  return rows.toSorted((a, b) => ids.indexOf(a.sequence.id) - ids.indexOf(b.sequence.id)).map(toListed)
}

function findRows(db: Db, ids: number[], viewer: Viewer) {
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

  return db
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
}

function toListed({ sequence, ...row }: Awaited<ReturnType<typeof findRows>>[number]): ListedSequence {
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
      row.importId === null || row.importState === null ? null : { id: String(row.importId), state: row.importState },
    line,
    coverPhotoId: row.coverPhotoId === null ? null : String(row.coverPhotoId),
    coverPhotoKey: row.coverPhotoKey,
  }
}
