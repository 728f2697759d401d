import { and, eq, isNull, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { photoBlurs } from '@/db/schema/blurs'
import { reports } from '@/db/schema/people/reports'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { recordAudit } from '@/lib/audit/record-audit'
import { createBlur } from '@/lib/blurs/create-blur'
import { AppError } from '@/lib/errors'
import { DECISIONS } from '@/lib/model/people/reports'
import type { TagShape } from '@/lib/model/pictures/picture-shapes'
import { notify } from '@/lib/notices/notify'
import { remeasureSequence } from '@/lib/sequences/measuring/remeasure-sequence'
import { TagShapeInput } from '@/lib/tags/tag-shape'
import { electMinZooms } from '@/lib/tiles/elect-min-zoom'
import { restoreUser, suspendUser } from '@/lib/users/suspend-user'

export const DecisionInput = z.object({
  decision: z.enum(DECISIONS, `expected ${DECISIONS.join(', ')}`),
  reason: z.string().trim().min(1, 'expected a reason, which the owner reads').max(5_000),
  /** What `blur` blurs, where it is not the region of the report. */
  region: TagShapeInput.optional(),
})
export type DecisionInput = z.infer<typeof DecisionInput>

type Report = typeof reports.$inferSelect
type Act = { report: Report; actorId: number; reason: string; region: TagShape | undefined }

/**
 * Decides a report, and with it the other open ones about the same thing for the same reason, and those that were decided together with it.
 * Decided again, the earlier decision is taken back first. `cancelledImportIds`: of a suspended person, to be told to Inngest. Throws NOT_FOUND, CONFLICT, UNPROCESSABLE (nothing to hide or blur).
 */
export async function decideReport(
  db: Db,
  { reportId, actorId, decision, reason, region }: { reportId: number; actorId: number } & DecisionInput,
): Promise<{ cancelledImportIds: number[]; ownerId: number }> {
  const decided = await db.transaction(async (tx) => {
    const [report] = await tx.select().from(reports).where(eq(reports.id, reportId)).for('update')
    if (!report) throw new AppError('NOT_FOUND', `Report ${reportId} not found`)
    const act = { report, actorId, reason, region }
    if (decision !== report.decision || decision === 'blur') await takeBack(tx, act)
    const cancelledImportIds = await apply(tx, decision, act)
    await close(tx, act, decision)
    await recordAudit(tx, {
      action: 'report.decided',
      ...{ actorId, reportId, photoId: report.photoId, sequenceId: report.sequenceId, userId: report.ownerId },
      details: { decision, reason },
    })
    await notify(tx, {
      ...{ userId: report.ownerId, kind: 'decided', topic: `report ${reportId}`, reportId },
      ...{ photoId: report.photoId, sequenceId: report.sequenceId },
    })
    return { cancelledImportIds, ownerId: report.ownerId }
  })
  await electMinZooms(db)
  return decided
}

async function apply(db: Db, decision: DecisionInput['decision'], act: Act): Promise<number[]> {
  const { report, actorId, reason } = act
  if (decision === 'suspend') return suspendUser(db, { userId: report.ownerId, actorId, reason, reportId: report.id })
  if (decision === 'blur') await blurPhoto(db, act)
  if (decision === 'hide_photo') await hidePhoto(db, act)
  if (decision === 'hide_sequence') await hideSequence(db, act)
  if (decision === 'nothing') await clearPhoto(db, act)
  return []
}

/** Undoes what the earlier decision did. What its owner hid stays hidden. */
async function takeBack(db: Db, { report, actorId }: Act): Promise<void> {
  if (report.decision === 'suspend') await restoreUser(db, { userId: report.ownerId, actorId, reportId: report.id })
  if (report.decision === 'blur')
    await db
      .update(photoBlurs)
      .set({ removedAt: new Date(), removedBy: actorId })
      .where(and(eq(photoBlurs.reportId, report.id), isNull(photoBlurs.removedAt)))
  if (report.decision === 'hide_photo' && report.photoId !== null) await showPhoto(db, report.photoId)
  if (report.decision !== 'hide_sequence') return
  const sequenceId = await sequenceOf(db, report)
  if (sequenceId === null) return
  await db
    .update(sequences)
    .set({ hiddenAt: null, hiddenBy: null, hiddenReason: null })
    .where(eq(sequences.id, sequenceId))
}

/** What was reported can no longer be recognised: it is shown again, blurred. */
async function blurPhoto(db: Db, { report, actorId, region = report.region ?? undefined }: Act): Promise<void> {
  const { photoId } = report
  if (photoId === null) throw new AppError('UNPROCESSABLE', 'This report is not about a photo')
  if (!region) throw new AppError('UNPROCESSABLE', 'Draw first what is to be blurred: the report names no region')
  await createBlur(db, { photoId, userId: actorId, region, reportId: report.id })
  await showPhoto(db, photoId)
}

async function hidePhoto(db: Db, { report: { photoId }, actorId, reason }: Act): Promise<void> {
  if (photoId === null) throw new AppError('UNPROCESSABLE', 'This report is not about a photo')
  const [hidden] = await db
    .update(photos)
    .set({ hiddenAt: sql`coalesce(${photos.hiddenAt}, now())`, hiddenBy: actorId, hiddenReason: reason })
    .where(eq(photos.id, photoId))
    .returning({ sequenceId: photos.sequenceId })
  if (hidden) await remeasureSequence(db, hidden.sequenceId)
}

async function hideSequence(db: Db, { report, actorId, reason }: Act): Promise<void> {
  const sequenceId = await sequenceOf(db, report)
  if (sequenceId === null) throw new AppError('UNPROCESSABLE', 'This report is about no sequence')
  await db
    .update(sequences)
    .set({ hiddenAt: sql`coalesce(${sequences.hiddenAt}, now())`, hiddenBy: actorId, hiddenReason: reason })
    .where(eq(sequences.id, sequenceId))
}

async function sequenceOf(db: Db, { photoId, sequenceId }: Report): Promise<number | null> {
  if (photoId === null) return sequenceId
  const [photo] = await db.select({ sequenceId: photos.sequenceId }).from(photos).where(eq(photos.id, photoId))
  return photo?.sequenceId ?? null
}

/** Nothing is wrong with it: it is shown again, and reports no longer hide it by themselves. */
async function clearPhoto(db: Db, { report: { photoId } }: Act): Promise<void> {
  if (photoId === null) return
  await db.update(photos).set({ clearedAt: new Date() }).where(eq(photos.id, photoId))
  await showPhoto(db, photoId)
}

async function showPhoto(db: Db, photoId: number): Promise<void> {
  const [shown] = await db
    .update(photos)
    .set({ hiddenAt: null, hiddenBy: null, hiddenReason: null })
    .where(and(eq(photos.id, photoId), sql`${photos.hiddenBy} is distinct from ${photos.ownerId}`))
    .returning({ sequenceId: photos.sequenceId })
  if (shown) await remeasureSequence(db, shown.sequenceId)
}

async function close(db: Db, { report, actorId, reason }: Act, decision: DecisionInput['decision']): Promise<void> {
  const { id, photoId, sequenceId, userId } = report
  const isSame = and(
    photoId === null ? isNull(reports.photoId) : eq(reports.photoId, photoId),
    sequenceId === null ? isNull(reports.sequenceId) : eq(reports.sequenceId, sequenceId),
    userId === null ? isNull(reports.userId) : eq(reports.userId, userId),
    eq(reports.reason, report.reason),
    or(eq(reports.state, 'open'), report.decidedAt ? eq(reports.decidedAt, report.decidedAt) : sql`false`),
  )
  await db
    .update(reports)
    .set({ state: 'decided', decision, decisionReason: reason, decidedBy: actorId, decidedAt: new Date() })
    .where(sql`${reports.id} = ${id} or (${isSame})`)
}
