import { and, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { oneTimeCodes } from '@/db/schema/people/passkeys'
import { users } from '@/db/schema/people/users'
import { recordAudit } from '@/lib/audit/record-audit'
import { AppError } from '@/lib/errors'
import { enterAccount } from './enter-account'
import { issueCode, redeemCode } from './one-time-codes'

/**
 * A code that lets the person of that name in once, within 24 hours. It replaces an earlier one that was not used. Throws NOT_FOUND, and CONFLICT
 * when several have the name or the account is suspended.
 */
export async function inviteUser(db: Db, { username }: { username: string }): Promise<{ code: string }> {
  return db.transaction(async (tx) => {
    const named = await tx
      .select()
      .from(users)
      .where(and(eq(users.username, username), eq(users.isDeparted, false)))
    const [person] = named
    if (!person) throw new AppError('NOT_FOUND', `Nobody here is called ${username}`)
    if (named.length > 1) throw new AppError('CONFLICT', `${named.length} people are called ${username}`)
    if (person.suspendedAt) throw new AppError('CONFLICT', `The account of ${username} is suspended`)
    await tx.delete(oneTimeCodes).where(and(eq(oneTimeCodes.kind, 'invitation'), eq(oneTimeCodes.userId, person.id)))
    const code = await issueCode(tx, { kind: 'invitation', userId: person.id })
    await recordAudit(tx, { action: 'user.invited', userId: person.id })
    return { code }
  })
}

/** Lets in whom the code is for. Throws FORBIDDEN for one that is unknown, was used, or is over, and as enterAccount. */
export async function acceptInvitation(
  db: Db,
  code: string,
): Promise<{ id: number; username: string; isRestored: boolean }> {
  const redeemed = await redeemCode(db, { kind: 'invitation', code })
  const userId = redeemed?.userId
  if (!userId) throw new AppError('FORBIDDEN', 'This link was used already, or is over. Ask for a new one.')
  return db.transaction(async (tx) => {
    const entered = await enterAccount(tx, userId)
    await recordAudit(tx, { action: 'user.invitation_used', actorId: userId, userId })
    return entered
  })
}
