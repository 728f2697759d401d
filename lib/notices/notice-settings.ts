import { eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { noticeFeeds, noticeSettings } from '@/db/schema/people/notices'
import { mapKeys } from '@/lib/model/keys-of'
import { NOTICE_KIND_NAMES, NOTICE_KINDS, type NoticeKind } from '@/lib/model/people/notices'

/** Which kinds somebody wants to be told of. */
export async function getWantedKinds(db: Db, userId: number): Promise<Record<NoticeKind, boolean>> {
  const rows = await db.select().from(noticeSettings).where(eq(noticeSettings.userId, userId))
  return mapKeys(NOTICE_KINDS, (kind) => rows.find((row) => row.kind === kind)?.isWanted ?? true)
}

/** Changes some of them. Safe to repeat. */
export async function setWantedKinds(
  db: Db,
  { userId, kinds }: { userId: number; kinds: Partial<Record<NoticeKind, boolean | undefined>> },
): Promise<void> {
  const rows = NOTICE_KIND_NAMES.flatMap((kind) => {
    const isWanted = kinds[kind]
    return isWanted === undefined ? [] : [{ userId, kind, isWanted }]
  })
  if (rows.length === 0) return
  await db
    .insert(noticeSettings)
    .values(rows)
    .onConflictDoUpdate({
      target: [noticeSettings.userId, noticeSettings.kind],
      set: { isWanted: sql`excluded.is_wanted` },
    })
}

/** How often somebody has changed the address of their feed. */
export async function getFeedRevision(db: Db, userId: number): Promise<number> {
  const [row] = await db.select().from(noticeFeeds).where(eq(noticeFeeds.userId, userId))
  return row?.revision ?? 0
}

/** The address of the feed changes: whoever knows the old one reads nothing more. */
export async function renewFeed(db: Db, userId: number): Promise<void> {
  await db
    .insert(noticeFeeds)
    .values({ userId, revision: 1 })
    .onConflictDoUpdate({ target: noticeFeeds.userId, set: { revision: sql`${noticeFeeds.revision} + 1` } })
}
