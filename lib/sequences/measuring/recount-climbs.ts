import { and, asc, eq, gt, isNotNull } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { sequences } from '@/db/schema/sequences'
import { measureSequence } from './measure-sequence'

const BATCH = 200 // sequences

/**
 * Looks anew at what is doubted of the photos of published sequences, and computes their climbs anew; lines where doubts have changed. How
 * many climbs were wrong. Safe to repeat.
 */
export async function recountClimbs(db: Db): Promise<number> {
  let wrong = 0
  let ids = await idsAfter(db, 0)
  while (ids.length > 0) {
    for (const id of ids) if (await db.transaction((tx) => remeasure(tx, id))) wrong += 1
    ids = await idsAfter(db, ids.at(-1) ?? 0)
  }
  return wrong
}

async function idsAfter(db: Db, after: number): Promise<number[]> {
  const rows = await db
    .select({ id: sequences.id })
    .from(sequences)
    .where(and(gt(sequences.id, after), isNotNull(sequences.publishedAt)))
    .orderBy(asc(sequences.id))
    .limit(BATCH)
  return rows.map(({ id }) => id)
}

/** The row is locked, so that a sequence that is published meanwhile keeps its newer climb. */
async function remeasure(db: Db, id: number): Promise<boolean> {
  const [sequence] = await db.select().from(sequences).where(eq(sequences.id, id)).for('update')
  if (!sequence) return false
  const { measured, newDoubts } = await measureSequence(db, sequence)
  const { climbMeters, photoCount: _, ...line } = measured
  const isWrong = climbMeters !== sequence.climbMeters
  if (isWrong || newDoubts > 0)
    await db
      .update(sequences)
      .set({ climbMeters, ...(newDoubts > 0 && line) })
      .where(eq(sequences.id, id))
  return isWrong
}
