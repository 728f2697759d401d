import { and, desc, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/people/users'
import { sequences } from '@/db/schema/sequences'
import { type Viewer, visibleSequences } from '@/lib/visibility/visible-rows'
import { holdsWords } from './holds-words'

const LIMIT = 4

export type SuggestedSequence = { id: string; name: string; username: string; photoCount: number }

/** The sequences whose words begin like those of `q`, the largest first. */
export async function suggestSequences(
  db: Db,
  { q, viewer }: { q: string; viewer: Viewer },
): Promise<SuggestedSequence[]> {
  const rows = await db
    .select({
      id: sequences.id,
      name: sequences.name,
      username: users.username,
      photoCount: sequences.photoCount,
    })
    .from(sequences)
    .innerJoin(users, eq(users.id, sequences.ownerId))
    .where(and(visibleSequences(viewer), holdsWords(q)))
    .orderBy(desc(sequences.photoCount), desc(sequences.id))
    .limit(LIMIT)
  return rows.map(({ id, ...sequence }) => ({ id: String(id), ...sequence }))
}
