import { and, asc, count, eq, inArray, isNull, ne } from 'drizzle-orm'
import limitTo from 'p-limit'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { AppError } from '@/lib/errors'
import { lastNumber } from '@/lib/imports/run/photos/number-photos'
import { findCandidates } from '@/lib/key-migration/old-keys'
import { KEYS_PER_CALL } from '@/lib/mapillary/keys-per-call'
import type { MapillaryClient, MapillaryImage, MapillarySequence } from '@/lib/mapillary/types'
import { findErased } from '@/lib/photos/find-erased'
import { diffPhotos, type KnownPhoto, type PhotosDiff, type StoredPhoto } from './diff-photos'

const CALLS_AT_ONCE = 4

/** `sequence` as Mapillary has it now; null when it is gone. */
export type ComparedSequence = {
  sequence: MapillarySequence | null
  diff: PhotosDiff
  moved: MovedPhoto[] // here, and on Mapillary in another sequence now
  elsewhere: Elsewhere[] // photos that Mapillary has in this sequence, and other sequences of its owner here
}
type MovedPhoto = KnownPhoto & { sequenceKey: string }
type Elsewhere = { sequenceId: number; count: number }

/** What is different on Mapillary from what is stored. Changes nothing. Throws what Mapillary's calls throw. */
export async function compareSequence(
  { db, mapillary }: { db: Db; mapillary: MapillaryClient },
  {
    sequenceId,
    userId,
    sequenceKey,
    token,
  }: { sequenceId: number; userId: number; sequenceKey: string; token: string },
): Promise<ComparedSequence> {
  const sequence = await findSequence(mapillary, token, sequenceKey)
  const uncertain = await findCandidates(db, sequenceId)
  const stored = (await listStored(db, sequenceId)).filter(({ id }) => !uncertain.photoIds.has(id))
  const storedKeys = new Set(stored.map(({ mapillaryKey }) => mapillaryKey))
  const unstored = (sequence?.photoKeys ?? []).filter((key) => !storedKeys.has(key))
  const erased = await findErased(db, 'photo', unstored)
  const unknown = unstored.filter((key) => !erased.has(key))
  const elsewhere = await findElsewhere(db, sequenceId, unknown)
  const keys = unknown.filter((key) => !elsewhere.has(key) && !uncertain.newKeys.has(key))
  const images = await getAllImages(mapillary, token, [...storedKeys, ...keys])
  const lastN = await lastNumber(db, sequenceId)
  const diff = diffPhotos(stored, { newKeys: [...new Set(keys)], lastN, images, now: new Date() })
  const moved = findMoved(stored, sequence, images)
  return { sequence, diff, moved, elsewhere: await countElsewhere(db, { sequenceId, userId }, unknown) }
}

async function findSequence(mapillary: MapillaryClient, token: string, key: string): Promise<MapillarySequence | null> {
  try {
    return await mapillary.getSequence(token, key)
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return null
    throw error
  }
}

async function getAllImages(mapillary: MapillaryClient, token: string, keys: string[]) {
  const limit = limitTo(CALLS_AT_ONCE)
  const batches = await Promise.all(inBatches(keys).map((batch) => limit(() => mapillary.getImages(token, batch))))
  return new Map<string, MapillaryImage>(batches.flat().map((image) => [image.key, image]))
}

function inBatches(keys: string[]): string[][] {
  const count = Math.ceil(keys.length / KEYS_PER_CALL)
  return Array.from({ length: count }, (_, index) => keys.slice(index * KEYS_PER_CALL, (index + 1) * KEYS_PER_CALL))
}

async function listStored(db: Db, sequenceId: number): Promise<StoredPhoto[]> {
  return db
    .select({
      id: photos.id,
      n: photos.n,
      mapillaryKey: photos.mapillaryKey,
      importedAt: photos.importedAt,
      backedUpAt: photos.backedUpAt,
      deniedAt: photos.deniedAt,
      goneAt: photos.goneAt,
      capturedAt: photos.capturedAt,
      lng: photos.lng,
      lat: photos.lat,
      compassAngle: photos.compassAngle,
      isPano: photos.isPano,
      isPrivate: photos.isPrivate,
      cameraMake: photos.cameraMake,
      cameraModel: photos.cameraModel,
    })
    .from(photos)
    .where(eq(photos.sequenceId, sequenceId))
    .orderBy(photos.n)
}

/** Those of the keys that belong to another sequence here: a photo belongs to one sequence, and keeps it. */
async function findElsewhere(db: Db, sequenceId: number, keys: string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  const rows = await db
    .select({ key: photos.mapillaryKey })
    .from(photos)
    .where(and(ne(photos.sequenceId, sequenceId), inArray(photos.mapillaryKey, keys)))
  return new Set(rows.map(({ key }) => key))
}

function findMoved(
  stored: StoredPhoto[],
  sequence: MapillarySequence | null,
  images: ReadonlyMap<string, MapillaryImage>,
): MovedPhoto[] {
  if (!sequence) return []
  const listed = new Set(sequence.photoKeys)
  return stored.flatMap(({ id, n, mapillaryKey }) => {
    const sequenceKey = images.get(mapillaryKey)?.sequenceKey ?? sequence.key
    return listed.has(mapillaryKey) || sequenceKey === sequence.key ? [] : [{ id, n, mapillaryKey, sequenceKey }]
  })
}

/** In which other sequences of the owner they are; those of others are nobody's business. */
async function countElsewhere(
  db: Db,
  { sequenceId, userId }: { sequenceId: number; userId: number },
  keys: string[],
): Promise<Elsewhere[]> {
  if (keys.length === 0) return []
  return db
    .select({ sequenceId: photos.sequenceId, count: count() })
    .from(photos)
    .innerJoin(sequences, and(eq(sequences.id, photos.sequenceId), isNull(sequences.deletedAt)))
    .where(and(ne(photos.sequenceId, sequenceId), eq(photos.ownerId, userId), inArray(photos.mapillaryKey, keys)))
    .groupBy(photos.sequenceId)
    .orderBy(asc(photos.sequenceId))
}
