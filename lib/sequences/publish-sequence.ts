import { eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { sequences } from '@/db/schema/sequences'
import { electMinZooms } from '@/lib/tiles/elect-min-zoom'
import { measureSequence } from './measuring/measure-sequence'

/**
 * Counts and measures what came in and lets the public see the sequence, unless Mapillary keeps it private or its owner has unpublished it.
 * Safe to repeat.
 */
export async function publishSequence(db: Db, sequenceId: number): Promise<void> {
  await db.transaction(async (tx) => {
    const [sequence] = await tx.select().from(sequences).where(eq(sequences.id, sequenceId)).for('update')
    if (!sequence) return
    const { measured } = await measureSequence(tx, sequence)
    const isWanted = measured.photoCount > 0 && sequence.unpublishedAt === null
    const publishedAt = isWanted ? (sequence.publishedAt ?? new Date()) : null
    await tx
      .update(sequences)
      .set({ ...measured, publishedAt })
      .where(eq(sequences.id, sequenceId))
  })
  await electMinZooms(db)
}
