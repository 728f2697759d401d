import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { importPhotos, imports } from '@/db/schema/imports'
import { unsavedChanges } from '@/db/schema/instance'
import { audit } from '@/db/schema/people/audit'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { takeoutSequences, takeouts } from '@/db/schema/takeouts'
import { recordAudit } from '@/lib/audit/record-audit'
import { originalKey, publicPictureKey } from '@/lib/backup/keys'
import { notify } from '@/lib/notices/notify'
import { remeasureSequence } from '@/lib/sequences/measuring/remeasure-sequence'
import { removeFiles } from '@/lib/sequences/remove-files'
import { seizeOriginals } from '@/lib/sequences/seize-originals'
import { electMinZooms } from '@/lib/tiles/elect-min-zoom'
import { finishErasure, rewriteSequenceFiles } from './finish-erasure'
import { notePhotos } from './note-tombstones'
import type { ErasureTools } from './types'

type Stored = Pick<typeof photos.$inferSelect, 'sequenceId' | 'n' | 'backupKey' | 'publicKey'> & { username: string }

/**
 * Erases one photo everywhere. Whatever is done first is safe to repeat, and the row goes after the files, so that a run that was killed is
 * completed by the next one. Throws what the database and the stores throw.
 */
export async function erasePhoto(
  tools: ErasureTools,
  { photoId, reason }: { photoId: number; reason: string },
): Promise<void> {
  const photo = await begin(tools.db, { photoId, reason })
  if (photo) {
    while (!(await seizeOriginals(tools.db, sql`p.id = ${photoId}`)));
    await removePhotoFiles(tools, photo)
    await removeRow(tools.db, photoId)
    await electMinZooms(tools.db)
  }
  await completePhoto(tools, photoId)
}

/** How the keys of a photo's files begin: its original with what Mapillary gave later, and the picture for everybody. */
export function photoStems({ username, sequenceId, n, backupKey, publicKey }: Stored): string[] {
  const keys = [originalKey(username, sequenceId, n), publicPictureKey(username, sequenceId, n), backupKey, publicKey]
  return [...new Set(keys.flatMap((key) => key?.replace(/jpg$/, '') ?? []))]
}

/** From here on nobody sees the photo, and nothing brings it back. Null: its row is gone. */
async function begin(db: Db, { photoId, reason }: { photoId: number; reason: string }): Promise<Stored | null> {
  const photo = await db.transaction(async (tx) => {
    const [row] = await tx.select().from(photos).where(eq(photos.id, photoId)).for('update')
    if (!row) return null
    const { ownerId, sequenceId, n } = row
    await tx
      .update(photos)
      .set({ hiddenAt: sql`coalesce(${photos.hiddenAt}, now())` })
      .where(eq(photos.id, photoId))
    await remeasureSequence(tx, sequenceId)
    await notePhotos(tx, eq(photos.id, photoId))
    await endTakeouts(tx, { sequenceId, n })
    if (!(await findAudit(tx, photoId))) {
      await recordAudit(tx, { action: 'photo.erased', photoId, sequenceId, userId: ownerId, details: { reason, n } })
      const [sequence] = await tx.select({ name: sequences.name }).from(sequences).where(eq(sequences.id, sequenceId))
      const words = `photo ${n} of “${sequence?.name}”: ${reason}`
      await notify(tx, { userId: ownerId, kind: 'erased', topic: `photo ${photoId}`, sequenceId, words })
    }
    const [owner] = await tx.select({ username: users.username }).from(users).where(eq(users.id, ownerId))
    return { ...row, username: owner?.username ?? '' }
  })
  await electMinZooms(db)
  return photo
}

async function endTakeouts(db: Db, { sequenceId, n }: { sequenceId: number; n: number }): Promise<void> {
  const holding = db
    .select({ id: takeoutSequences.takeoutId })
    .from(takeoutSequences)
    .where(
      and(
        eq(takeoutSequences.sequenceId, sequenceId),
        sql`(${takeoutSequences.numbers} is null or ${n} = any(${takeoutSequences.numbers}))`,
      ),
    )
  await db
    .update(takeouts)
    .set({ state: 'ended', endedAt: sql`now()`, reason: 'A photo in it was erased. Make a new takeout.' })
    .where(and(sql`${takeouts.state} <> 'ended'`, inArray(takeouts.id, holding)))
}

async function removePhotoFiles(tools: ErasureTools, photo: Stored): Promise<void> {
  for (const folder of photoStems(photo)) while (!(await removeFiles(tools, { sequenceId: photo.sequenceId, folder })));
}

async function removeRow(db: Db, photoId: number): Promise<void> {
  await db.transaction(async (tx) => {
    const under = tx.select({ id: importPhotos.importId }).from(importPhotos).where(eq(importPhotos.photoId, photoId))
    await tx
      .update(imports)
      .set({ photoTotal: sql`${imports.photoTotal} - 1` })
      .where(inArray(imports.id, under))
    const [gone] = await tx.delete(photos).where(eq(photos.id, photoId)).returning()
    if (!gone) return
    const { sequenceId, n, mapillaryKey } = gone
    await tx
      .update(sequences)
      .set({
        lastN: sql`greatest(${sequences.lastN}, ${n})`, // its number is not given again
        photoKeys: sql`array_remove(${sequences.photoKeys}, ${mapillaryKey})`,
      })
      .where(eq(sequences.id, sequenceId))
    await remeasureSequence(tx, sequenceId)
    await tx.insert(unsavedChanges).values([
      { kind: 'manifest', sequenceId },
      { kind: 'people', sequenceId },
    ])
  })
}

/** What is left to do once the row is gone: an import or a repair may have written a file until then. Safe to repeat. */
export async function completePhoto(tools: ErasureTools, photoId: number): Promise<void> {
  const { db } = tools
  const noted = await findAudit(db, photoId)
  const [sequence] = await db
    .select({ username: users.username })
    .from(sequences)
    .innerJoin(users, eq(users.id, sequences.ownerId))
    .where(and(eq(sequences.id, noted?.sequenceId ?? 0), isNull(sequences.deletedAt)))
  const n = noted?.details.n
  if (sequence && noted?.sequenceId && typeof n === 'number') {
    const of = { username: sequence.username, sequenceId: noted.sequenceId }
    await removePhotoFiles(tools, { ...of, n, backupKey: null, publicKey: null })
    await rewriteSequenceFiles(tools, of)
  }
  await finishErasure(tools)
}

async function findAudit(db: Db, photoId: number): Promise<typeof audit.$inferSelect | undefined> {
  const [row] = await db
    .select()
    .from(audit)
    .where(and(eq(audit.action, 'photo.erased'), eq(audit.photoId, photoId), isNotNull(audit.sequenceId)))
  return row
}
