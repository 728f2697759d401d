import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { tags } from '@/db/schema/tags'
import { viewpoints, withheldMarks } from '@/db/schema/viewpoints'
import { recordAudit } from '@/lib/audit/record-audit'

/**
 * Takes the deletion of an account back: all is as it was, except sessions, tokens and imports, which ended. Whether there was one. Part of a
 * transaction. Safe to repeat.
 */
export async function restoreAccount(db: Db, userId: number): Promise<boolean> {
  const [user] = await db
    .select({ deletingAt: users.deletingAt })
    .from(users)
    .where(and(eq(users.id, userId), isNull(users.erasingAt)))
    .for('update')
  if (!user?.deletingAt) return false
  await db.update(users).set({ deletingAt: null }).where(eq(users.id, userId))
  await putBackMarks(db, userId)
  // Their tags were removed at that very moment; others, which they removed before, stay removed.
  await db
    .update(tags)
    .set({ removedAt: null, removedBy: null, changedAt: sql`now()`, changedBy: userId })
    .where(and(eq(tags.authorId, userId), eq(tags.removedBy, userId), eq(tags.removedAt, user.deletingAt)))
  await recordAudit(db, { action: 'user.deletion_taken_back', actorId: userId, userId })
  return true
}

async function putBackMarks(db: Db, userId: number): Promise<void> {
  await db.execute(sql`
    insert into ${viewpoints} (photo_id, user_id, photo_owner_id, value, marked_at)
    select w.photo_id, w.user_id, p.owner_id, w.value, w.marked_at
    from ${withheldMarks} w join ${photos} p on p.id = w.photo_id
    where w.user_id = ${userId} order by w.photo_id
    on conflict do nothing`)
  await db.delete(withheldMarks).where(eq(withheldMarks.userId, userId))
}
