import { and, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { passkeys } from '@/db/schema/people/passkeys'
import { recordAudit } from '@/lib/audit/record-audit'
import { AppError } from '@/lib/errors'

/** Removes one of the user's passkeys: it logs nobody in from then on. Throws NOT_FOUND, also for somebody else's. */
export async function removePasskey(
  db: Db,
  { passkeyId, userId }: { passkeyId: number; userId: number },
): Promise<void> {
  await db.transaction(async (tx) => {
    const removed = await tx
      .delete(passkeys)
      .where(and(eq(passkeys.id, passkeyId), eq(passkeys.userId, userId)))
      .returning({ id: passkeys.id })
    if (removed.length === 0) throw new AppError('NOT_FOUND', `Passkey ${passkeyId} not found`)
    await recordAudit(tx, { action: 'passkey.removed', actorId: userId, userId, details: { passkeyId } })
  })
}
