import { Readable } from 'node:stream'
import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { detections } from '@/db/schema/detections'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { users } from '@/db/schema/users'
import { manifestKey } from '@/lib/backup/keys'
import { type ManifestPhoto, type ManifestSequence, manifestChunks } from '@/lib/backup/manifest'
import type { Backup } from '@/lib/backup/types'

const PHOTOS_AT_ONCE = 200

/** Rewrites the sequence's manifest in the backup from what is stored, a batch of photos at a time. Safe to repeat. */
export async function writeManifest(
  { db, backup }: { db: Db; backup: Backup },
  { sequenceId, username }: { sequenceId: number; username: string },
): Promise<void> {
  const sequence = await describeSequence(db, sequenceId)
  const body = Readable.from(manifestChunks(sequence, describePhotos(db, sequenceId)), { objectMode: false })
  await backup.put(manifestKey(username, sequenceId), body, { contentType: 'application/json', metadata: () => ({}) })
}

async function describeSequence(db: Db, sequenceId: number): Promise<ManifestSequence> {
  const { sequence, owner } = one(
    await db
      .select({ sequence: sequences, owner: { username: users.username, mapillaryKey: users.mapillaryKey } })
      .from(sequences)
      .innerJoin(users, eq(users.id, sequences.ownerId))
      .where(eq(sequences.id, sequenceId)),
  )
  const { mapillaryKey, name, description, transportType, tags, cameraMake, isPano, isPrivate, photoKeys } = sequence
  return {
    id: String(sequenceId),
    mapillaryKey,
    owner,
    name,
    description,
    transportType,
    tags,
    cameraMake,
    capturedAt: sequence.capturedAt?.toISOString() ?? null,
    isPano,
    isPrivate,
    photoKeys,
  }
}

async function* describePhotos(db: Db, sequenceId: number): AsyncGenerator<ManifestPhoto> {
  for (let last = 0; ; ) {
    const batch = await db
      .select()
      .from(photos)
      .where(
        and(
          eq(photos.sequenceId, sequenceId),
          gt(photos.n, last),
          sql`(${photos.importedAt} is not null or ${photos.backedUpAt} is not null)`,
        ),
      )
      .orderBy(asc(photos.n))
      .limit(PHOTOS_AT_ONCE)
    const found = await detectionsOf(
      db,
      batch.map(({ id }) => id),
    )
    for (const photo of batch) yield describePhoto(photo, found.get(photo.id) ?? [])
    const end = batch.at(-1)
    if (!end) return
    last = end.n
  }
}

type Detection = typeof detections.$inferSelect

async function detectionsOf(db: Db, photoIds: number[]): Promise<Map<number, Detection[]>> {
  if (photoIds.length === 0) return new Map()
  const rows = await db
    .select()
    .from(detections)
    .where(inArray(detections.photoId, photoIds))
    .orderBy(asc(detections.id))
  const found = new Map<number, Detection[]>()
  for (const row of rows) {
    const list = found.get(row.photoId)
    if (list) list.push(row)
    else found.set(row.photoId, [row])
  }
  return found
}

function describePhoto(photo: typeof photos.$inferSelect, found: Detection[]): ManifestPhoto {
  const { n, mapillaryKey, compassAngle, altitude, isPano, isPrivate, cameraMake, cameraModel, raw } = photo
  return {
    n,
    mapillaryKey,
    file: photo.backupKey?.split('/').at(-1) ?? null,
    form: photo.backupForm,
    sha256: photo.backupSha256,
    sizeBytes: photo.backupBytes,
    capturedAt: photo.capturedAt?.toISOString() ?? null,
    lngLat: photo.lng === null || photo.lat === null ? null : [photo.lng, photo.lat],
    computedLngLat:
      photo.computedLng === null || photo.computedLat === null ? null : [photo.computedLng, photo.computedLat],
    compassAngle,
    computedCompassAngle: photo.computedCompassAngle,
    altitude,
    altitudeSource: photo.altitudeSource,
    computedAltitude: photo.computedAltitude,
    isPano,
    isPrivate,
    cameraMake,
    cameraModel,
    raw,
    detections: found.map(({ layer, mapillaryKey: key, value, score, area, shape, capturedAt, raw: rawDetection }) => ({
      layer,
      key,
      value,
      score,
      area,
      shape,
      capturedAt: capturedAt?.toISOString() ?? null,
      raw: rawDetection,
    })),
  }
}
