import { timingSafeEqual } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { reports } from '@/db/schema/people/reports'
import { AppError } from '@/lib/errors'
import { hashOf } from './create-report'
import { describeReport, type Receipt } from './describe-report'

type Asked = { reportId: number; key?: string | undefined; viewer: number | null; isModerator: boolean }

/** What became of a report, for whoever has the key of its receipt, the owner of what it is about, and moderators. Throws NOT_FOUND. */
export async function getReport(db: Db, { reportId, key, viewer, isModerator }: Asked): Promise<Receipt> {
  const [report] = await db.select().from(reports).where(eq(reports.id, reportId))
  const isReporter = report && key !== undefined && isEqual(hashOf(key), report.keyHash)
  const isOwner = report && viewer !== null && report.ownerId === viewer && !report.isTrapped
  if (!report || (!isReporter && !isOwner && !isModerator))
    throw new AppError('NOT_FOUND', `Report ${reportId} not found`)
  return describeReport(report)
}

function isEqual(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}
