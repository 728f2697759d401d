import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import type { ManifestPhotoV1, ManifestSequenceV1 } from '@/lib/backup/manifest'
import { cellOf } from '@/lib/geo/cell'
import type { LngLat } from '@/lib/geo/lng-lat'

const PHOTOS_AT_ONCE = 250

/** A sequence of version 1 as version 2 has it. It did not say when it was published: what had come in was, unless it is private. */
export function upgradeSequence({ owner: _owner, ...sequence }: ManifestSequenceV1, restoredAt: Date): string {
  return JSON.stringify({ ...sequence, publishedAt: restoredAt, createdAt: restoredAt })
}

/** Photos of version 1, in `folder`, as version 2 has them: with new ids, and what follows from the rest. */
export async function* upgradePhotos(
  db: Db,
  photos: AsyncIterable<ManifestPhotoV1>,
  { folder, restoredAt }: { folder: string; restoredAt: Date },
): AsyncGenerator<string> {
  for await (const batch of inBatches(photos)) {
    const photoIds = await newIds(db, 'photos', batch.length)
    const detectionIds = await newIds(
      db,
      'detections',
      batch.reduce((sum, { detections }) => sum + detections.length, 0),
    )
    for (const [index, photo] of batch.entries()) {
      const detections = photo.detections.map(({ key, ...detection }) => ({
        ...detection,
        id: detectionIds.shift(),
        mapillaryKey: key,
      }))
      yield JSON.stringify({ ...upgradePhoto(photo, { folder, restoredAt }), id: photoIds[index], detections })
    }
  }
}

function upgradePhoto(photo: ManifestPhotoV1, { folder, restoredAt }: { folder: string; restoredAt: Date }) {
  const { lngLat, computedLngLat, file, ...same } = photo
  return {
    ...same,
    ...position(lngLat),
    computedLng: computedLngLat?.[0] ?? null,
    computedLat: computedLngLat?.[1] ?? null,
    importedAt: photo.raw === null ? null : restoredAt,
    backupKey: file === null ? null : `${folder}/${file}`,
    backedUpAt: file === null ? null : restoredAt,
    oldKeys: [],
    candidateKeys: [],
  }
}

function position(lngLat: LngLat | null) {
  return lngLat === null ? {} : { lng: lngLat[0], lat: lngLat[1], cell: String(cellOf(lngLat)) }
}

async function newIds(db: Db, table: 'photos' | 'detections', count: number): Promise<number[]> {
  const { ids } = one(
    await db.execute<{ ids: string[] }>(sql`
      select array(select nextval(pg_get_serial_sequence(${table}, 'id'))::text from generate_series(1, ${count}::int)) as ids`),
  )
  return ids.map(Number)
}

async function* inBatches<T>(items: AsyncIterable<T>): AsyncGenerator<T[]> {
  let batch: T[] = []
  for await (const item of items) {
    batch.push(item)
    if (batch.length < PHOTOS_AT_ONCE) continue
    yield batch
    batch = []
  }
  yield batch
}
