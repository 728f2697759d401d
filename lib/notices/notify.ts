import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { noticeSettings, notices } from '@/db/schema/people/notices'
import type { NoticeKind } from '@/lib/model/people/notices'

type About = Partial<Record<'photoId' | 'sequenceId' | 'importId' | 'reportId', number | null>>

/** `topic`: what is one notice, however often it happens on one day. */
export type NewNotice = About & { userId: number; kind: NoticeKind; topic: string; words?: string }

/**
 * Tells somebody what happened, unless they do not want to be told of that kind. What happens again to the same thing on the same day (UTC)
 * makes the notice new again instead of another one. In the transaction of what happened.
 */
export async function notify(db: Db, { topic, ...notice }: NewNotice): Promise<void> {
  const isUnwanted = and(
    eq(noticeSettings.userId, notice.userId),
    eq(noticeSettings.kind, notice.kind),
    eq(noticeSettings.isWanted, false),
  )
  if ((await db.$count(noticeSettings, isUnwanted)) > 0) return
  const day = new Date().toISOString().slice(0, 10)
  await db
    .insert(notices)
    .values({ ...notice, topic: `${topic} ${day}` })
    .onConflictDoUpdate({
      target: [notices.userId, notices.kind, notices.topic],
      set: {
        count: sql`${notices.count} + 1`,
        words: notice.words ?? '',
        changedAt: sql`now()`,
        readAt: null,
      },
    })
}
