import { and, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { imports } from '@/db/schema/imports'
import { users } from '@/db/schema/people/users'
import { sequences } from '@/db/schema/sequences'
import { sequencePrefix } from '@/lib/backup/keys'
import { AppError } from '@/lib/errors'
import { ACTIVE_STATES } from '@/lib/model/import-states'
import { electMinZooms } from '@/lib/tiles/elect-min-zoom'

export const DeleteSequenceInput = z.object({
  name: z.string('expected the name of the sequence'), // typed by hand: nobody deletes by mistake
  backup: z.boolean('expected true (delete the originals too) or false (keep them)'),
})
export type DeleteSequenceInput = z.infer<typeof DeleteSequenceInput>

/** `backupFolder`: where the originals lie in the backup, when they are kept. `cancelledImportId`: the import that was running. */
export type Deletion = {
  sequenceId: number
  backup: boolean
  backupFolder: string | null
  cancelledImportId: number | null
}

/**
 * Hides a sequence from everyone but its owner at once and cancels its import; the rest is done by the function `delete-sequence`. Asked
 * again, the first answer about the backup holds. Throws NOT_FOUND (also for somebody else's), INVALID_INPUT when the name is another.
 */
export async function deleteSequence(
  db: Db,
  { sequenceId, userId, name, backup }: { sequenceId: number; userId: number } & DeleteSequenceInput,
): Promise<Deletion> {
  const deletion = await db.transaction(async (tx) => {
    const [sequence] = await tx
      .select()
      .from(sequences)
      .where(and(eq(sequences.id, sequenceId), eq(sequences.ownerId, userId)))
      .for('update')
    if (!sequence) throw new AppError('NOT_FOUND', `Sequence ${sequenceId} not found`)
    if (name.trim() !== sequence.name.trim())
      throw new AppError(
        'INVALID_INPUT',
        `That is not the name of this sequence. Type "${sequence.name}" to delete it.`,
      )
    const removesBackup = sequence.deletedAt ? sequence.removesBackup : backup
    await tx
      .update(sequences)
      .set({ deletedAt: sequence.deletedAt ?? new Date(), deletionMovedAt: sql`now()`, removesBackup })
      .where(eq(sequences.id, sequenceId))
    const [cancelled] = await tx
      .update(imports)
      .set({
        state: 'cancelled',
        reason: 'Cancelled because the sequence was deleted',
        waitingUntil: null,
        finishedAt: sql`now()`,
      })
      .where(and(eq(imports.sequenceId, sequenceId), inArray(imports.state, [...ACTIVE_STATES])))
      .returning({ id: imports.id })
    const [owner] = await tx.select({ username: users.username }).from(users).where(eq(users.id, userId))
    return {
      sequenceId,
      backup: removesBackup,
      backupFolder: removesBackup ? null : sequencePrefix(owner?.username ?? '', sequenceId),
      cancelledImportId: cancelled?.id ?? null,
    }
  })
  await electMinZooms(db)
  return deletion
}
