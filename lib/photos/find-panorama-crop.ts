import { eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import type { Backup } from '@/lib/backup/types'
import type { PanoramaCrop } from '@/lib/model/picture-shapes'
import { isWhole, readPanoramaCrop } from './panorama-crop'

const HEAD_BYTES = 256 * 1024 // cameras write their metadata first

/**
 * Which part of the sphere a panorama covers, read from its original when it is first asked for and stored then; null: all of it, or nothing
 * says otherwise. Safe to repeat.
 */
export async function findPanoramaCrop(
  { db, backup }: { db: Db; backup: Pick<Backup, 'get'> },
  photo: { id: number; pano: boolean; panoramaCrop: PanoramaCrop | null; backupKey: string | null },
): Promise<PanoramaCrop | null> {
  if (!photo.pano) return null
  const crop = photo.panoramaCrop ?? (photo.backupKey === null ? null : await readFrom(backup, photo.backupKey))
  if (!crop) return null
  if (!photo.panoramaCrop) await db.update(photos).set({ panoramaCrop: crop }).where(eq(photos.id, photo.id))
  return isWhole(crop) ? null : crop
}

/** Null when the backup has no answer now: it is asked again next time. */
async function readFrom(backup: Pick<Backup, 'get'>, key: string): Promise<PanoramaCrop | null> {
  try {
    const original = await backup.get(key)
    if (!original) return null
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of original.body) {
      chunks.push(Buffer.from(chunk))
      size += chunk.length
      if (size >= HEAD_BYTES) break // ends the stream too
    }
    return await readPanoramaCrop(Buffer.concat(chunks))
  } catch {
    return null // the picture is shown all the same
  }
}
