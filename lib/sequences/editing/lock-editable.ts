import { and, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { AppError } from '@/lib/errors'
import { visiblePhotos, visibleSequences } from '@/lib/visibility/visible-rows'

type Sequence = typeof sequences.$inferSelect
export type Editor = { isOwner: boolean; isAdmin: boolean }

/**
 * The sequence, locked for its owner or an admin. Part of a transaction. Throws NOT_FOUND (also when the user may not see it), FORBIDDEN
 * (somebody else's), CONFLICT (being deleted).
 */
export async function lockEditableSequence(
  db: Db,
  { sequenceId, userId }: { sequenceId: number; userId: number },
): Promise<{ sequence: Sequence } & Editor> {
  const [sequence] = await db
    .select()
    .from(sequences)
    .where(and(eq(sequences.id, sequenceId), visibleSequences(userId)))
    .for('update')
  if (!sequence) throw new AppError('NOT_FOUND', `Sequence ${sequenceId} not found`)
  return { sequence, ...(await requireEditor(db, sequence, userId)) }
}

/** The same of a photo, whose sequence is locked with it: photos of one sequence are hidden one after the other. */
export async function lockEditablePhoto(
  db: Db,
  { photoId, userId }: { photoId: number; userId: number },
): Promise<{ photo: typeof photos.$inferSelect; sequence: Sequence } & Editor> {
  const visible = and(eq(photos.id, photoId), visiblePhotos(userId))
  const notFound = () => new AppError('NOT_FOUND', `Photo ${photoId} not found`)
  const [found] = await db.select({ sequenceId: photos.sequenceId }).from(photos).where(visible)
  if (!found) throw notFound()
  const [sequence] = await db.select().from(sequences).where(eq(sequences.id, found.sequenceId)).for('update')
  const [photo] = await db.select().from(photos).where(visible).for('update')
  if (!sequence || !photo) throw notFound()
  return { photo, sequence, ...(await requireEditor(db, sequence, userId)) }
}

async function requireEditor(db: Db, sequence: Sequence, userId: number): Promise<Editor> {
  const isOwner = sequence.ownerId === userId
  const isAdmin = (await db.$count(users, and(eq(users.id, userId), eq(users.role, 'admin')))) > 0
  if (!isOwner && !isAdmin) throw new AppError('FORBIDDEN', 'Only the owner and admins can change this')
  if (sequence.deletedAt) throw new AppError('CONFLICT', 'This sequence is being deleted')
  return { isOwner, isAdmin }
}
