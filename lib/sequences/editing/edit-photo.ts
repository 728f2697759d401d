import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { recordAudit } from '@/lib/audit/record-audit'
import { AppError } from '@/lib/errors'
import { DOUBTS } from '@/lib/geo/doubts'
import { remeasureSequence } from '@/lib/sequences/measuring/remeasure-sequence'
import { electMinZooms } from '@/lib/tiles/elect-min-zoom'
import { type Editor, lockEditablePhoto } from './lock-editable'

export const EditPhotoInput = z.object({
  hidden: z.boolean().optional(),
  keepShowing: z.boolean().optional(), // although Mapillary no longer has it
  trusted: z
    .array(z.enum(DOUBTS))
    .max(DOUBTS.length)
    .optional()
    .describe('What of it is right, however unlikely it looks: it is not doubted. Replaces what was said before.'),
})
export type EditPhotoInput = z.infer<typeof EditPhotoInput>

type Photo = typeof photos.$inferSelect
type Changes = Partial<typeof photos.$inferInsert>

/**
 * Hides or shows a photo, or says what of it is right, for its owner or an admin. What a moderator or a report hid, only an admin shows again. Safe to repeat. Throws
 * NOT_FOUND, FORBIDDEN, CONFLICT.
 */
export async function editPhoto(
  db: Db,
  { photoId, userId, hidden, keepShowing, ...said }: { photoId: number; userId: number } & EditPhotoInput,
): Promise<void> {
  await db.transaction(async (tx) => {
    const { photo, sequence, ...editor } = await lockEditablePhoto(tx, { photoId, userId })
    if (hidden === false && sequence.hiddenAt)
      throw new AppError('FORBIDDEN', 'Its whole sequence was hidden by a moderator')
    const hiding = hidden === undefined ? null : hidden ? hide(photo, editor, userId) : show(photo, editor)
    const keeps = keepShowing !== undefined && keepShowing !== photo.keepShowing
    const about = { actorId: userId, photoId, sequenceId: sequence.id, userId: photo.ownerId }
    if (hiding) await recordAudit(tx, { ...about, action: hidden ? 'photo.hidden' : 'photo.shown' })
    if (keeps) await recordAudit(tx, { ...about, action: keepShowing ? 'photo.kept' : 'photo.released' })
    const trusted = said.trusted && DOUBTS.filter((doubt) => said.trusted?.includes(doubt))
    const trusts = trusted !== undefined && trusted.join() !== photo.trusted.join()
    if (trusts) await recordAudit(tx, { ...about, action: 'photo.trusted' })
    if (!hiding && !keeps && !trusts) return
    await tx
      .update(photos)
      .set({ ...hiding, ...(keeps && { keepShowing }), ...(trusts && { trusted }) })
      .where(eq(photos.id, photoId))
    await remeasureSequence(tx, sequence.id)
  })
  await electMinZooms(db)
}

/** An admin's hiding takes the place of the owner's, who could undo that. null: nothing to do. */
function hide(photo: Photo, { isOwner }: Editor, userId: number): Changes | null {
  const isNews = photo.hiddenAt === null || (!isOwner && photo.hiddenBy === photo.ownerId)
  if (!isNews) return null
  return {
    hiddenAt: photo.hiddenAt ?? new Date(),
    hiddenBy: userId,
    hiddenReason: isOwner ? null : 'Hidden by an admin',
  }
}

function show(photo: Photo, { isAdmin }: Editor): Changes | null {
  if (photo.hiddenAt === null) return null
  const isOwners = photo.hiddenBy === photo.ownerId
  if (!isOwners && !isAdmin)
    throw new AppError('FORBIDDEN', 'A moderator decides about this photo: it was hidden by one, or after a report')
  return { hiddenAt: null, hiddenBy: null, hiddenReason: null, ...(!isOwners && { clearedAt: new Date() }) }
}
