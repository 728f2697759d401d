import { and, eq, isNull, lt, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { troubles } from '@/db/schema/administration'
import type { TroubleKind } from '@/lib/model/troubles'

export type FoundTrouble = { kind: TroubleKind; words: string }

const WELL_AFTER_SECONDS = 120 // hosts see different things: what none of them has seen for so long is over

/** Notes what is wrong now and forgets what is well again. What was not known before, also to other processes, is answered. */
export async function noteTroubles(db: Db, found: FoundTrouble[]): Promise<FoundTrouble[]> {
  const begun: FoundTrouble[] = []
  for (const { kind, words } of found) {
    const [row] = await db
      .insert(troubles)
      .values({ kind, words })
      .onConflictDoUpdate({ target: troubles.kind, set: { words, seenAt: sql`now()` } })
      .returning({ isNew: sql<boolean>`xmax = 0` })
    if (row?.isNew) begun.push({ kind, words })
  }
  await db.delete(troubles).where(lt(troubles.seenAt, sql`now() - ${WELL_AFTER_SECONDS} * interval '1 second'`))
  return begun
}

/**
 * Tells the webhook of each trouble once, whatever number of processes look: who notes that it was told tells it, and takes the note back
 * when the webhook does not take it.
 */
export async function tellTroubles(db: Db, tell: (trouble: FoundTrouble) => Promise<void>): Promise<void> {
  const toldAt = new Date()
  const claimed = await db
    .update(troubles)
    .set({ toldAt })
    .where(isNull(troubles.toldAt))
    .returning({ kind: troubles.kind, words: troubles.words })
  for (const trouble of claimed) {
    try {
      await tell(trouble)
    } catch (error) {
      const isOurs = and(eq(troubles.kind, trouble.kind), eq(troubles.toldAt, toldAt))
      await db.update(troubles).set({ toldAt: null }).where(isOurs)
      throw error
    }
  }
}
