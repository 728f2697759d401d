import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { takeoutFiles } from '@/db/schema/takeouts'
import { photosOfSequence } from '@/lib/exports/list-photos'
import type { PhotoExport } from '@/lib/exports/types'
import type { PanoramaCrop } from '@/lib/model/pictures/picture-shapes'
import { isWhole } from '@/lib/photos/pictures/panorama-crop'
import type { PhotoSources } from '@/lib/photos/pictures/photo-sources'
import type { PhotoFeature } from '@/lib/photos/types'
import { payloadPath } from './payload-path'

/** A sequence that is packed; `numbers`: of its photos that are taken, null: all of them. */
export type PackedSequence = {
  id: number
  takeoutId: number
  name: string
  ownerId: number
  username: string
  numbers: number[] | null
}

/** A photo with the place of its original in the backup. */
export type TakenPhoto = { photo: PhotoFeature; key: string }

/** The originals of a sequence that are in the takeout, by the number of the photo: where in the backup, and which part of a sphere. */
export type Originals = Map<number, { key: string; crop: PanoramaCrop | null }>

export async function listOriginals(db: Db, { id, takeoutId }: PackedSequence): Promise<Originals> {
  const path = sql`${payloadPath('')}::text || ${photos.backupKey}`
  const rows = await db
    .select({ n: photos.n, key: takeoutFiles.backupKey, crop: photos.panoramaCrop })
    .from(photos)
    .innerJoin(takeoutFiles, and(eq(takeoutFiles.takeoutId, takeoutId), eq(takeoutFiles.path, path)))
    .where(eq(photos.sequenceId, id))
  return new Map(rows.map(({ n, key, crop }) => [n, { key, crop: crop && !isWhole(crop) ? crop : null }]))
}

/** The photos that are taken, with or without an original, as exports write them. */
export function exportOf(sources: PhotoSources, sequence: PackedSequence): PhotoExport {
  const { id, ownerId, name, numbers } = sequence
  const all = photosOfSequence(sources, { sequenceId: id, viewer: ownerId })
  const chosen = numbers && new Set(numbers)
  return { title: name, isTrack: true, photos: chosen === null ? all : only(all, chosen) }
}

async function* only(all: AsyncIterable<PhotoFeature>, numbers: ReadonlySet<number>): AsyncGenerator<PhotoFeature> {
  for await (const photo of all) if (numbers.has(photo.properties.n)) yield photo
}

/** The photos whose originals are in the takeout. */
export async function* takenPhotos(list: PhotoExport['photos'], originals: Originals): AsyncGenerator<TakenPhoto> {
  for await (const photo of list) {
    const original = originals.get(photo.properties.n)
    if (original) yield { photo, key: original.key }
  }
}
