import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { reports } from '@/db/schema/people/reports'
import { recordAudit } from '@/lib/audit/record-audit'
import { AppError } from '@/lib/errors'

export const AnswerInput = z.object({ comment: z.string().trim().min(1, 'expected some words').max(5_000) })
export type AnswerInput = z.infer<typeof AnswerInput>

/**
 * What the owner says to a report: an answer while it is open, an appeal once it is decided, which opens it again for one more look.
 * Throws NOT_FOUND (also for somebody else's), CONFLICT (appealed already).
 */
export async function answerReport(
  db: Db,
  { reportId, userId, comment }: { reportId: number; userId: number } & AnswerInput,
): Promise<void> {
  await db.transaction(async (tx) => {
    const [report] = await tx
      .select()
      .from(reports)
      .where(and(eq(reports.id, reportId), eq(reports.ownerId, userId), eq(reports.isTrapped, false)))
      .for('update')
    if (!report) throw new AppError('NOT_FOUND', `Report ${reportId} not found`)
    const change = (values: Partial<typeof reports.$inferInsert>) =>
      tx.update(reports).set(values).where(eq(reports.id, reportId))
    if (report.state === 'open' && report.appealedAt === null) {
      await change({ answer: comment, answeredAt: new Date() })
      return
    }
    if (report.appealedAt !== null)
      throw new AppError('CONFLICT', 'You have appealed already. The next decision is the last one.')
    await change({ state: 'open', appeal: comment, appealedAt: new Date() })
    await recordAudit(tx, { action: 'report.appealed', actorId: userId, reportId, userId })
  })
}
