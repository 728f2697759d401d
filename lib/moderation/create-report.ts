import { createHash, createHmac, randomBytes } from 'node:crypto'
import { and, eq, gt, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { reports } from '@/db/schema/people/reports'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { AppError } from '@/lib/errors'
import { REPORT_REASONS } from '@/lib/model/people/reports'
import { notify } from '@/lib/notices/notify'
import { electMinZooms } from '@/lib/tiles/elect-min-zoom'
import { isActiveAccount } from '@/lib/users/active-account'
import { type Viewer, visiblePhotos, visibleSequences } from '@/lib/visibility/visible-rows'
import { hideAtOnce } from './hide-at-once'
import type { ReportInput } from './report-input'

const REPORTS_A_DAY = 20
const DAY_MS = 86_400_000

type Subject = Pick<typeof reports.$inferInsert, 'photoId' | 'sequenceId' | 'userId'> & { ownerId: number }
type Reporter = { viewer: Viewer; address: string; addressKey: Buffer }

/**
 * Takes a report, and hides its photo at once where the reason calls for it. `key` opens the receipt; only its hash is kept. Throws
 * NOT_FOUND (the reporter cannot see what is reported), RATE_LIMITED (more than 20 a day from one address).
 */
export async function createReport(
  db: Db,
  { input, viewer, address, addressKey }: Reporter & { input: ReportInput },
): Promise<{ id: number; key: string; hasHidden: boolean }> {
  const subject = await findSubject(db, input, viewer)
  const addressHash = createHmac('sha256', addressKey).update(`report ${address}`).digest('hex')
  const key = randomBytes(16).toString('base64url')
  const { gravity, hidesAtOnce, label } = REPORT_REASONS[input.reason]
  const isTrapped = Boolean(input.website)
  const created = await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('report ' || ${addressHash}, 0))`)
    await requireAllowance(tx, addressHash)
    const hasHidden =
      hidesAtOnce &&
      !isTrapped &&
      typeof subject.photoId === 'number' &&
      (await hideAtOnce(tx, { ...subject, photoId: subject.photoId, addressHash, reason: input.reason }))
    const row = {
      ...subject,
      ...{ reason: input.reason, gravity, comment: input.comment ?? '', email: input.email || null },
      ...{ region: input.region ?? null, reporterId: viewer, addressHash, keyHash: hashOf(key), isTrapped, hasHidden },
    }
    const { id } = one(await tx.insert(reports).values(row).returning({ id: reports.id }))
    if (!isTrapped && subject.ownerId !== viewer) await tellOwner(tx, { subject, reportId: id, label, hasHidden })
    return { id, hasHidden }
  })
  if (created.hasHidden) await electMinZooms(db)
  return { ...created, key }
}

type Told = { subject: Subject; reportId: number; label: string; hasHidden: boolean }

async function tellOwner(db: Db, { subject, reportId, label, hasHidden }: Told): Promise<void> {
  const { ownerId, photoId = null, sequenceId = null } = subject
  await notify(db, {
    ...{ userId: ownerId, kind: 'reported', photoId, sequenceId, reportId },
    topic: `photo ${photoId} sequence ${sequenceId}`,
    words: hasHidden ? `${label}. It is hidden until a moderator has decided` : label,
  })
}

export function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

async function findSubject(db: Db, { photo, sequence, user }: ReportInput, viewer: Viewer): Promise<Subject> {
  const found = await (photo !== undefined
    ? findPhoto(db, and(eq(photos.id, photo), visiblePhotos(viewer)))
    : sequence !== undefined
      ? findSequence(db, and(eq(sequences.id, sequence), visibleSequences(viewer)))
      : findPerson(db, and(eq(users.id, user ?? 0), isActiveAccount)))
  if (!found) throw new AppError('NOT_FOUND', 'There is no such photo, sequence or user')
  return found
}

async function findPhoto(db: Db, where: SQL | undefined): Promise<Subject | undefined> {
  const [row] = await db.select({ photoId: photos.id, ownerId: photos.ownerId }).from(photos).where(where)
  return row
}

async function findSequence(db: Db, where: SQL | undefined): Promise<Subject | undefined> {
  const [row] = await db.select({ sequenceId: sequences.id, ownerId: sequences.ownerId }).from(sequences).where(where)
  return row
}

async function findPerson(db: Db, where: SQL | undefined): Promise<Subject | undefined> {
  const [row] = await db.select({ userId: users.id, ownerId: users.id }).from(users).where(where)
  return row
}

async function requireAllowance(db: Db, addressHash: string): Promise<void> {
  const since = new Date(Date.now() - DAY_MS)
  const ofToday = and(eq(reports.addressHash, addressHash), gt(reports.createdAt, since))
  if ((await db.$count(reports, ofToday)) < REPORTS_A_DAY) return
  const [first] = await db
    .select({ createdAt: reports.createdAt })
    .from(reports)
    .where(ofToday)
    .orderBy(reports.createdAt)
    .limit(1)
  const retryAfterMs = Math.max(1_000, (first?.createdAt.getTime() ?? 0) + DAY_MS - Date.now())
  throw new AppError('RATE_LIMITED', `More than ${REPORTS_A_DAY} reports in a day. Try again tomorrow.`, {
    retryAfterMs,
  })
}
