import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/people/users'
import { recordAudit } from '@/lib/audit/record-audit'
import { AppError } from '@/lib/errors'
import { answerReport } from './answer-report'

type Appeal = { userId: number; reportId: number | null; comment: string }

/**
 * What a suspended person says to it, once: to the report that led to it, which opens again, or else to the suspension itself, which
 * admins then look at. Throws CONFLICT (said already, or suspended no more).
 */
export async function appealSuspension(db: Db, { userId, reportId, comment }: Appeal): Promise<void> {
  if (reportId !== null) return answerReport(db, { reportId, userId, comment })
  await db.transaction(async (tx) => {
    const taken = await tx
      .update(users)
      .set({ suspensionAppeal: comment, suspensionAppealedAt: new Date() })
      .where(and(eq(users.id, userId), isNotNull(users.suspendedAt), isNull(users.suspensionAppeal)))
      .returning({ id: users.id })
    if (taken.length === 0) throw new AppError('CONFLICT', 'You have appealed already, or are suspended no more.')
    await recordAudit(tx, { action: 'user.appealed', actorId: userId, userId })
  })
}
