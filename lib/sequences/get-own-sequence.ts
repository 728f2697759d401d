import { and, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { sequences } from '@/db/schema/sequences'
import { AppError } from '@/lib/errors'

/** One of the user's own sequences, to do something with. Throws NOT_FOUND (also for somebody else's), CONFLICT when it is being deleted. */
export async function getOwnSequence(
  db: Db,
  { sequenceId, userId }: { sequenceId: number; userId: number },
): Promise<{ id: number; mapillaryKey: string; isPrivate: boolean }> {
  const [sequence] = await db
    .select({
      id: sequences.id,
      mapillaryKey: sequences.mapillaryKey,
      isPrivate: sequences.isPrivate,
      deletedAt: sequences.deletedAt,
    })
    .from(sequences)
    .where(and(eq(sequences.id, sequenceId), eq(sequences.ownerId, userId)))
  if (!sequence) throw new AppError('NOT_FOUND', `Sequence ${sequenceId} not found`)
  if (sequence.deletedAt) throw new AppError('CONFLICT', 'This sequence is being deleted')
  return sequence
}
