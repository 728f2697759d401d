import { and, desc, eq } from 'drizzle-orm'
import { photos } from '@/db/schema/photos'
import { backupEvents } from '@/db/schema/vault'
import type { BackupRepair, BackupState } from '@/lib/model/backup-states'
import { expectStore } from './find-store-trouble'
import { copyFrom, setAside } from './place-copy'
import { type CopyState, readCopy } from './read-copy'
import type { ClaimedOriginal, VaultEvent, VaultTools } from './types'

export type PictureLook = { bytes: number; events: VaultEvent[] } // bytes: that were read

/**
 * Reads the picture that is kept for everybody beside an original, and mends it from its other copy. Where no copy is right it is forgotten, and
 * Mapillary is asked for it again (keepMissingPictures). Throws BACKUP_FAILED when the store is not what it should be.
 */
export async function verifyPublicPicture(tools: VaultTools, original: ClaimedOriginal): Promise<PictureLook> {
  const { backup, second } = tools
  if (!original.publicPicture) return { bytes: 0, events: [] }
  const picture = { ...original, ...original.publicPicture, hasCrc32: true }
  const first = await readCopy(tools, { store: backup, original: picture })
  const other = second && (await readCopy(tools, { store: second, original: picture }))
  const events = [
    ...(await mendFirst(tools, { picture, first, other })),
    ...(await mendSecond(tools, { picture, first, other })),
  ]
  return { bytes: first.bytes + (other?.bytes ?? 0), events }
}

type Look = { picture: ClaimedOriginal; first: CopyState; other: CopyState | null }

async function mendFirst(tools: VaultTools, { picture, first, other }: Look): Promise<VaultEvent[]> {
  const { backup, second, db } = tools
  const { state: found } = first
  if (found === 'ok') return []
  if (second && other?.state === 'ok') {
    const isMended = await copyFrom(tools, { from: second, to: backup, original: picture, found })
    return isMended ? [eventOf(first, { copy: 1, done: 'other-copy' })] : []
  }
  const isLost = found !== 'unreadable' // what cannot be read now may be readable again
  if (isLost && !tools.isSecondAway) {
    await expectStore(db, { store: backup, copies: 1 })
    await setAside({ store: backup, original: picture, found })
    if (second && other?.state === 'differs') await setAside({ store: second, original: picture, found: other.state }) // else it would differ from the new one too
    await forget(tools, picture)
    return [eventOf(first, { copy: 1, done: 'none' })]
  }
  return (await isTold(tools, { picture, found })) ? [] : [eventOf(first, { copy: 1, done: 'none' })]
}

/** Nobody is told of a copy that is missing: nothing says whether there was one before. */
async function mendSecond(tools: VaultTools, { picture, first, other }: Look): Promise<VaultEvent[]> {
  const { backup, second } = tools
  if (!second || !other || first.state !== 'ok' || other.state === 'ok') return []
  const isMended = await copyFrom(tools, { from: backup, to: second, original: picture, found: other.state })
  return isMended && other.state !== 'missing' ? [eventOf(other, { copy: 2, done: 'other-copy' })] : []
}

function eventOf({ state, detail }: CopyState, { copy, done }: { copy: 1 | 2; done: BackupRepair }): VaultEvent {
  if (state === 'ok') throw new Error('A copy that is right is no finding')
  return { subject: 'public-picture', copy, found: state, done, detail }
}

/** Whether this is what the latest event says of the picture: it is read again and again. */
async function isTold(
  { db }: VaultTools,
  { picture, found }: { picture: ClaimedOriginal; found: BackupState },
): Promise<boolean> {
  const [latest] = await db
    .select({ found: backupEvents.found, done: backupEvents.done })
    .from(backupEvents)
    .where(and(eq(backupEvents.photoId, picture.photoId), eq(backupEvents.subject, 'public-picture')))
    .orderBy(desc(backupEvents.id))
    .limit(1)
  return latest?.found === found && latest.done === 'none'
}

async function forget({ db }: VaultTools, { photoId, sha256 }: ClaimedOriginal): Promise<void> {
  await db
    .update(photos)
    .set({ publicKey: null, publicSha256: null, publicBytes: null, publicAskedAt: null })
    .where(and(eq(photos.id, photoId), eq(photos.publicSha256, sha256)))
}
