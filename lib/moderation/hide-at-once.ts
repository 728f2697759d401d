import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { reports } from '@/db/schema/people/reports'
import { photos } from '@/db/schema/photos'
import { recordAudit } from '@/lib/audit/record-audit'
import { REPORT_REASONS, type ReportReason } from '@/lib/model/people/reports'
import { remeasureSequence } from '@/lib/sequences/measuring/remeasure-sequence'

const HOUR_MS = 3_600_000
const BOUNDS = { ofAddressADay: 3, ofOwnerAnHour: 20, ofAllAnHour: 200 }

/**
 * Hides a reported photo until a moderator has decided, unless one has cleared it or too many were hidden this way: what is above the
 * bounds waits in the queue, which protects from many addresses too. Part of a transaction. Whether it was hidden.
 */
export async function hideAtOnce(
  db: Db,
  report: { photoId: number; ownerId: number; addressHash: string; reason: ReportReason },
): Promise<boolean> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended('hide at once', 0))`)
  if (!(await isWithinBounds(db, report))) return false
  const [hidden] = await db
    .update(photos)
    .set({ hiddenAt: new Date(), hiddenBy: null, hiddenReason: `Reported: ${REPORT_REASONS[report.reason].label}` })
    .where(and(eq(photos.id, report.photoId), isNull(photos.hiddenAt), isNull(photos.clearedAt)))
    .returning({ sequenceId: photos.sequenceId })
  if (!hidden) return false
  await remeasureSequence(db, hidden.sequenceId)
  await recordAudit(db, {
    action: 'photo.hidden',
    photoId: report.photoId,
    sequenceId: hidden.sequenceId,
    userId: report.ownerId,
    details: { reason: report.reason, by: 'report' },
  })
  return true
}

async function isWithinBounds(db: Db, { addressHash, ownerId }: { addressHash: string; ownerId: number }) {
  const hidden = eq(reports.hasHidden, true)
  const since = (ms: number) => gt(reports.createdAt, new Date(Date.now() - ms))
  const [ofAddress, ofOwner, ofAll] = [
    await db.$count(reports, and(hidden, eq(reports.addressHash, addressHash), since(24 * HOUR_MS))),
    await db.$count(reports, and(hidden, eq(reports.ownerId, ownerId), since(HOUR_MS))),
    await db.$count(reports, and(hidden, since(HOUR_MS))),
  ]
  return ofAddress < BOUNDS.ofAddressADay && ofOwner < BOUNDS.ofOwnerAnHour && ofAll < BOUNDS.ofAllAnHour
}
