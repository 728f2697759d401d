import { eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { createJpegScanner } from '@/lib/backup/jpeg'
import type { Backup } from '@/lib/backup/types'
import type { PanoramaCrop, PixelSize, StoredPanoramaCrop } from '@/lib/model/pictures/picture-shapes'
import { isWhole, type ReadCrop, readPanoramaCrop } from './panorama-crop'

const HEAD_BYTES = 4 * 1024 * 1024 // metadata may follow hundreds of kilobytes of other data, but come before the picture

type FoundCrop = { panoramaCrop: PanoramaCrop | null; isDoubted: boolean; pixels: PixelSize | null }

/**
 * Which part of the sphere a panorama covers, read from its original when it is first asked for and stored then; null: all of it, or nothing
 * says otherwise. `isDoubted`: what the file says cannot be so. `pixels`: the size of the original; null: not known. Safe to repeat.
 */
export async function findPanoramaCrop(
  { db, backup }: { db: Db; backup: Pick<Backup, 'get'> },
  photo: { id: number; pano: boolean; panoramaCrop: StoredPanoramaCrop | null; backupKey: string | null },
): Promise<FoundCrop> {
  if (!photo.pano) return { panoramaCrop: null, isDoubted: false, pixels: null }
  const wasRead = photo.panoramaCrop?.pixels !== undefined
  const read = wasRead || photo.backupKey === null ? null : await readFrom(backup, photo.backupKey)
  if (read) await db.update(photos).set({ panoramaCrop: read }).where(eq(photos.id, photo.id))
  const found = read ?? photo.panoramaCrop ?? { left: 0, top: 0, width: 1, height: 1 }
  const { isDoubted = false, pixels = null, ...crop } = found
  return { panoramaCrop: isWhole(crop) ? null : crop, isDoubted, pixels }
}

/** Null when the backup has no answer now: it is asked again next time. */
async function readFrom(backup: Pick<Backup, 'get'>, key: string): Promise<ReadCrop | null> {
  try {
    const original = await backup.get(key)
    if (!original) return null
    const scanner = createJpegScanner()
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of original.body) {
      chunks.push(Buffer.from(chunk))
      scanner.feed(chunk)
      size += chunk.length
      if (size >= HEAD_BYTES || scanner.hasScan()) break // ends the stream too
    }
    return readPanoramaCrop(Buffer.concat(chunks))
  } catch {
    return null // the picture is shown all the same
  }
}
