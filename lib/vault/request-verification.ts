import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { getOwnSequence } from '@/lib/sequences/get-own-sequence'
import { startPass } from './passes'

export const SILENT_SECONDS = 300 // a pass that has not moved for so long was lost

/**
 * Begins a pass through the originals of one of the user's sequences; the one under way, if there is one. Throws NOT_FOUND, also for
 * somebody else's sequence, and CONFLICT when it is being deleted.
 */
export async function requestVerification(
  db: Db,
  { sequenceId, userId }: { sequenceId: number; userId: number },
): Promise<{ passId: number; isNew: boolean }> {
  await getOwnSequence(db, { sequenceId, userId })
  return db.transaction(async (tx) => {
    one(await tx.execute(sql`select id from sequences where id = ${sequenceId} for update`)) // two requests at once begin one
    const [running] = await tx.execute<{ id: string }>(sql`
      select id from vault_passes where sequence_id = ${sequenceId} and finished_at is null
        and moved_at > now() - ${SILENT_SECONDS} * interval '1 second'`)
    if (running) return { passId: Number(running.id), isNew: false }
    const { id } = await startPass(tx, { kind: 'requested', sequenceId })
    return { passId: id, isNew: true }
  })
}
