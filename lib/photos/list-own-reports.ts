import { and, desc, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { reports } from '@/db/schema/people/reports'
import type { Decision, ReportReason, ReportState } from '@/lib/model/people/reports'

/** A report on a photo or a sequence, as its owner reads it: what is wrong, never who says so. */
export type OwnReport = {
  id: string
  reason: ReportReason
  state: ReportState
  createdAt: string // ISO 8601
  decision: Decision | null
  decisionReason: string | null
  answer: string | null
  appeal: string | null
  hasCounterNotice: boolean
}

/** The reports on a photo, or on a sequence as a whole, the latest first, for its owner. */
export async function listOwnReports(
  db: Db,
  subject: { photoId: number } | { sequenceId: number },
): Promise<OwnReport[]> {
  const isIt = 'photoId' in subject ? eq(reports.photoId, subject.photoId) : eq(reports.sequenceId, subject.sequenceId)
  const rows = await db
    .select()
    .from(reports)
    .where(and(isIt, eq(reports.isTrapped, false)))
    .orderBy(desc(reports.id))
    .limit(20)
  return rows.map(({ id, reason, state, createdAt, decision, decisionReason, answer, appeal, counterNotice }) => ({
    ...{ id: String(id), reason, state, createdAt: createdAt.toISOString() },
    ...{ decision, decisionReason, answer, appeal, hasCounterNotice: counterNotice !== null },
  }))
}
