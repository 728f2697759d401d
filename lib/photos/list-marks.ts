import { and, desc, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/people/users'
import { viewpoints } from '@/db/schema/viewpoints'
import { shownUsername } from '@/lib/users/active-account'

const MOST = 200

/** Who finds a photo worth the trip (null: somebody who has left), and since when. */
export type Mark = { username: string | null; markedAt: string }

/** The latest true marks of a photo, at most 200. Only for its owner: the caller must check. */
export async function listMarks(db: Db, photoId: number): Promise<Mark[]> {
  const rows = await db
    .select({ username: shownUsername, markedAt: viewpoints.markedAt })
    .from(viewpoints)
    .innerJoin(users, eq(users.id, viewpoints.userId))
    .where(and(eq(viewpoints.photoId, photoId), eq(viewpoints.value, true)))
    .orderBy(desc(viewpoints.markedAt), desc(viewpoints.userId))
    .limit(MOST)
  return rows.map((row) => ({ ...row, markedAt: row.markedAt.toISOString() }))
}
