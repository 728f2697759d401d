import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { publicPictureKey } from '@/lib/backup/keys'
import type { Backup } from '@/lib/backup/types'
import { AppError } from '@/lib/errors'
import type { MapillaryClient } from '@/lib/mapillary/types'
import { downloadPicture } from './download-picture'

const SIZE = 2048 // the largest that Mapillary gives everybody
const PATIENCE = { answerMs: 60_000, readMs: 60_000 } // nobody watches

type Tools = { db: Db; mapillary: Pick<MapillaryClient, 'downloadThumbnail'>; backup: Backup }
export type OfPhoto = { id: number; n: number; key: string; sequenceId: number; username: string }

/**
 * Keeps Mapillary's picture of a photo in the backup, so that everybody goes on seeing the photo when Mapillary is away: its original is its
 * owner's only. False: Mapillary has none, which is noted. Throws what Mapillary and the backup throw. Safe to repeat.
 */
export async function keepPublicPicture({ db, mapillary, backup }: Tools, photo: OfPhoto): Promise<boolean> {
  const picture = await findPicture(mapillary, photo.key)
  if (!picture) {
    await noteNone(db, photo.id)
    return false
  }
  const key = publicPictureKey(photo.username, photo.sequenceId, photo.n)
  const sha256 = createHash('sha256').update(picture).digest('hex')
  await backup.put(key, Readable.from([picture]), {
    contentType: 'image/jpeg',
    metadata: () => ({ 'mapillary-key': encodeURIComponent(photo.key), sha256 }),
  })
  const isThere = sql`exists (select from ${sequences} where ${sequences.id} = ${photo.sequenceId} and ${isNull(sequences.deletedAt)})`
  const noted = await db
    .update(photos)
    .set({ publicKey: key, publicSha256: sha256, publicBytes: picture.length, publicAskedAt: sql`now()` })
    .where(and(eq(photos.id, photo.id), isThere))
    .returning({ id: photos.id })
  if (noted.length === 0)
    await backup.remove(key) // deleted meanwhile: nothing would refer to the file
  else await tellIfLost(db, photo.id)
  return noted.length > 0
}

/** Tells the owner that a picture which was said to be lost is there again. */
async function tellIfLost(db: Db, photoId: number): Promise<void> {
  await db.execute(sql`
    insert into backup_events (photo_id, owner_id, subject, copy, found, done)
    select photo_id, owner_id, subject, copy, found, 'mapillary' from (
      select * from backup_events where photo_id = ${photoId} and subject = 'public-picture' order by id desc limit 1
    ) latest where done = 'none'`)
}

/** That Mapillary was asked and gave none; it is asked again some day. Of a private photo it says so to everybody, whatever it has. */
export async function noteNone(db: Db, photoId: number): Promise<void> {
  await db
    .update(photos)
    .set({ publicAskedAt: sql`now()` })
    .where(and(eq(photos.id, photoId), eq(photos.isPrivate, false)))
}

async function findPicture(mapillary: Tools['mapillary'], key: string): Promise<Buffer | null> {
  try {
    return await downloadPicture(mapillary, key, SIZE, PATIENCE)
  } catch (error) {
    if (error instanceof AppError && (error.code === 'NOT_FOUND' || error.code === 'FORBIDDEN')) return null
    throw error
  }
}
