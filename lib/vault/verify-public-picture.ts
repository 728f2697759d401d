import { and, eq } from 'drizzle-orm'
import { photos } from '@/db/schema/photos'
import { expectStore } from './find-store-trouble'
import { copyFrom, setAside } from './place-copy'
import { readCopy } from './read-copy'
import type { ClaimedOriginal, VaultTools } from './types'

/**
 * Reads the picture that is kept for everybody beside an original, and mends it from its other copy. Where no copy is right it is forgotten, and
 * Mapillary is asked for it again (keepMissingPictures). Returns how many bytes were read. Throws BACKUP_FAILED when the store is not what it should be.
 */
export async function verifyPublicPicture(tools: VaultTools, original: ClaimedOriginal): Promise<number> {
  const { backup, second } = tools
  if (!original.publicPicture) return 0
  const picture = { ...original, ...original.publicPicture, hasCrc32: true }
  const first = await readCopy(tools, { store: backup, original: picture })
  const other = second && (await readCopy(tools, { store: second, original: picture }))
  if (second && other && first.state === 'ok' && other.state !== 'ok')
    await copyFrom(tools, { from: backup, to: second, original: picture, found: other.state })
  if (second && other && first.state !== 'ok' && other.state === 'ok')
    await copyFrom(tools, { from: second, to: backup, original: picture, found: first.state })
  const isLost = first.state === 'missing' || first.state === 'differs' // what cannot be read now may be readable again
  if (isLost && other?.state !== 'ok' && !tools.isSecondAway) {
    await expectStore(tools.db, { store: backup, copies: 1 })
    await setAside({ store: backup, original: picture, found: first.state })
    await forget(tools, picture)
  }
  return first.bytes + (other?.bytes ?? 0)
}

async function forget({ db }: VaultTools, { photoId, sha256 }: ClaimedOriginal): Promise<void> {
  await db
    .update(photos)
    .set({ publicKey: null, publicSha256: null, publicBytes: null, publicAskedAt: null })
    .where(and(eq(photos.id, photoId), eq(photos.publicSha256, sha256)))
}
