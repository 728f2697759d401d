import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { reports } from '@/db/schema/people/reports'
import { recordAudit } from '@/lib/audit/record-audit'
import { AppError } from '@/lib/errors'

export const CounterNoticeInput = z.object({
  name: z.string().trim().min(1, 'expected your full name').max(200),
  contact: z.string().trim().min(5, 'expected an address where you can be reached').max(500),
  statement: z.string().trim().min(20, 'expected why the claim is wrong, in some words').max(5_000),
  isTrue: z.literal(true, 'expected true: you declare that what you say is true'),
})
export type CounterNoticeInput = z.infer<typeof CounterNoticeInput>

/**
 * What the owner declares when a claim of a copyright is wrong; whoever made the claim reads it at the receipt, and the report is open
 * again. Throws NOT_FOUND (also for somebody else's), CONFLICT (not about a copyright, not decided against the owner, or declared already).
 */
export async function giveCounterNotice(
  db: Db,
  {
    reportId,
    userId,
    name,
    contact,
    statement,
  }: { reportId: number; userId: number } & Omit<CounterNoticeInput, 'isTrue'>,
): Promise<void> {
  await db.transaction(async (tx) => {
    const isOwn = and(eq(reports.id, reportId), eq(reports.ownerId, userId), eq(reports.isTrapped, false))
    const [report] = await tx.select().from(reports).where(isOwn).for('update')
    if (!report) throw new AppError('NOT_FOUND', `Report ${reportId} not found`)
    const isAgainstOwner = report.state === 'decided' && report.decision !== 'nothing'
    if (report.reason !== 'copyright' || !isAgainstOwner || report.counterNotice !== null)
      throw new AppError(
        'CONFLICT',
        'A counter-notice is possible once, after a claim of a copyright was decided against you.',
      )
    await tx
      .update(reports)
      .set({ state: 'open', counterNotice: { name, contact, statement }, counterNoticedAt: new Date() })
      .where(eq(reports.id, reportId))
    await recordAudit(tx, { action: 'report.counter_noticed', actorId: userId, reportId, userId })
  })
}
