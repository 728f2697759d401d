import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { notices } from '@/db/schema/people/notices'
import { reports } from '@/db/schema/people/reports'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import type { NoticeKind } from '@/lib/model/people/notices'
import { describeNotice } from './describe-notice'

/** A notice as its person reads it; times are ISO 8601. `path`: the page that it is about. */
export type ListedNotice = {
  id: string
  kind: NoticeKind
  text: string
  path: string
  count: number
  createdAt: string
  changedAt: string
  isRead: boolean
}

type Asked = { userId: number; isUnreadOnly?: boolean; mailId?: number; cursor?: number | undefined; limit?: number }

/** A page of somebody's notices, the one that changed last first. `cursor`: the last one shown. `mailId`: only those that this mail tells of. */
export async function listNotices(
  db: Db,
  { userId, isUnreadOnly = false, mailId, cursor, limit = 50 }: Asked,
): Promise<{ notices: ListedNotice[]; nextCursor: string | null }> {
  const own = eq(notices.userId, userId)
  const last = sql`(select last.changed_at, last.id from ${notices} as last where last.id = ${cursor ?? 0} and last.user_id = ${userId})`
  const isBehind = cursor === undefined ? undefined : sql`(${notices.changedAt}, ${notices.id}) < ${last}`
  const isOfMail = mailId === undefined ? undefined : eq(notices.mailId, mailId)
  const rows = await db
    .select({ notice: notices, n: photos.n, sequenceName: sequences.name, decision: reports.decision })
    .from(notices)
    .leftJoin(photos, eq(photos.id, notices.photoId))
    .leftJoin(sequences, eq(sequences.id, sql`coalesce(${notices.sequenceId}, ${photos.sequenceId})`))
    .leftJoin(reports, eq(reports.id, notices.reportId))
    .where(and(own, isUnreadOnly ? isNull(notices.readAt) : undefined, isOfMail, isBehind))
    .orderBy(desc(notices.changedAt), desc(notices.id))
    .limit(limit + 1)
  const shown = rows.slice(0, limit)
  return {
    notices: shown.map(({ notice, ...about }) => ({
      id: String(notice.id),
      kind: notice.kind,
      ...describeNotice(notice, about),
      count: notice.count,
      createdAt: notice.createdAt.toISOString(),
      changedAt: notice.changedAt.toISOString(),
      isRead: notice.readAt !== null,
    })),
    nextCursor: rows.length > limit ? String(shown.at(-1)?.notice.id) : null,
  }
}

export async function countUnread(db: Db, userId: number): Promise<number> {
  return db.$count(notices, and(eq(notices.userId, userId), isNull(notices.readAt)))
}
