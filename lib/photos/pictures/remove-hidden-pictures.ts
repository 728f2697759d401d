import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { blurredRegions, nameOfBlurs } from '@/lib/photos/blurred-regions'
import { type PictureCache, parsePictureName } from './picture-cache'

const AT_ONCE = 5_000

/**
 * Removes the pictures from the cache that nobody may see any more: all of deleted photos, and those made for everybody of photos that are
 * no longer public, or of which something else is blurred now. Requests ask the database first, so this is about what lies on the disk. Returns how many went. Safe to repeat.
 */
export async function removeHiddenPictures({ db, cache }: { db: Db; cache: PictureCache }): Promise<number> {
  const names = await cache.names()
  let removed = 0
  for (let at = 0; at < names.length; at += AT_ONCE) {
    const cachedPictures = names.slice(at, at + AT_ONCE).map((name) => ({ name, picture: parsePictureName(name) }))
    const ids = new Set(cachedPictures.flatMap(({ picture }) => picture?.photoId ?? []))
    const rows = await db
      .select({ id: photos.id, isPublic: photos.isPublic, blurs: blurredRegions })
      .from(photos)
      .innerJoin(sequences, eq(sequences.id, photos.sequenceId))
      .where(and(inArray(photos.id, [...ids]), isNull(sequences.deletedAt)))
    const photoOf = new Map(rows.map((row) => [row.id, { ...row, blurs: nameOfBlurs(row.blurs) }]))
    for (const { name, picture } of cachedPictures) {
      const photo = picture && photoOf.get(picture.photoId)
      if (photo && picture.audience === 'owner') continue
      if (photo?.isPublic && picture?.blurs === photo.blurs) continue
      await cache.remove(name)
      removed++
    }
  }
  return removed
}
