import { eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { sequences } from '@/db/schema/sequences'
import { measureSequence } from './measure-sequence'

/** Measures a sequence anew, as after some of its photos were hidden. Part of a transaction; elect afterwards. Safe to repeat. */
export async function remeasureSequence(db: Db, sequenceId: number): Promise<void> {
  const [sequence] = await db.select().from(sequences).where(eq(sequences.id, sequenceId)).for('update')
  if (!sequence) return
  const { measured } = await measureSequence(db, sequence)
  await db.update(sequences).set(measured).where(eq(sequences.id, sequenceId))
}
