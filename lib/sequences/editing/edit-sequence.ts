import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { sequences } from '@/db/schema/sequences'
import { recordAudit } from '@/lib/audit/record-audit'
import { AppError } from '@/lib/errors'
import { remeasureSequence } from '@/lib/sequences/measuring/remeasure-sequence'
import { publishSequence } from '@/lib/sequences/publish-sequence'
import { MOST_TAGS, SequenceDetails } from '@/lib/sequences/sequence-details'
import { electMinZooms } from '@/lib/tiles/elect-min-zoom'
import { type Editor, lockEditableSequence } from './lock-editable'

export const EditSequenceInput = SequenceDetails.extend({
  name: SequenceDetails.shape.name.min(1, 'expected a name'),
  transportType: SequenceDetails.shape.transportType.nullable(),
  published: z.boolean(),
}).partial()
export type EditSequenceInput = z.infer<typeof EditSequenceInput>

/** Tags that are added to those of a sequence, and tags that are taken away, however they are written. */
export type TagChanges = { addTags?: string[] | undefined; removeTags?: string[] | undefined }

/** What a sequence was before an edit, of that which has changed: sent back, it undoes the edit. */
export type ValuesBefore = Partial<
  Pick<Sequence, 'name' | 'description' | 'transportType' | 'tags'> & { published: boolean }
>

type Sequence = typeof sequences.$inferSelect
type Changes = Partial<typeof sequences.$inferInsert>

/**
 * Changes the description of a sequence, and whether it is public, for its owner or an admin. An admin who unpublishes somebody
 * else's hides it: then the owner cannot publish it. Resolves with what it was before, of that which has changed. Safe to repeat. Throws
 * NOT_FOUND, FORBIDDEN, CONFLICT (private on Mapillary, or being deleted), INVALID_INPUT (too many tags).
 */
export async function editSequence(
  db: Db,
  { sequenceId, userId, published, ...given }: { sequenceId: number; userId: number } & EditSequenceInput & TagChanges,
): Promise<ValuesBefore> {
  const before = await db.transaction(async (tx) => {
    const { sequence, ...editor } = await lockEditableSequence(tx, { sequenceId, userId })
    const details = changedDetails(sequence, given)
    const publication = published === undefined ? {} : published ? publish(sequence, editor) : unpublish(editor, userId)
    if (Object.keys({ ...details, ...publication }).length > 0)
      await tx
        .update(sequences)
        .set({ ...details, ...publication, ...(details.name !== undefined && { needsName: false }) })
        .where(eq(sequences.id, sequenceId))
    const about = { actorId: userId, sequenceId, userId: sequence.ownerId }
    const changed = Object.keys(details)
    if (changed.length > 0) await recordAudit(tx, { ...about, action: 'sequence.edited', details: { changed } })
    if (published !== undefined && published !== sequence.isPublic)
      await recordAudit(tx, { ...about, action: published ? publishing(sequence) : unpublishing(editor) })
    // How fast one can travel tells which positions cannot be.
    if (details.transportType !== undefined) await remeasureSequence(tx, sequenceId)
    return valuesBefore(sequence, { changed, published })
  })
  if (published) await publishSequence(db, sequenceId)
  else await electMinZooms(db)
  return before
}

function valuesBefore(
  { name, description, transportType, tags, publishedAt, hiddenAt }: Sequence,
  { changed, published }: { changed: string[]; published: boolean | undefined },
): ValuesBefore {
  const wasPublished = publishedAt !== null && hiddenAt === null
  return {
    ...(changed.includes('name') && { name }),
    ...(changed.includes('description') && { description }),
    ...(changed.includes('transportType') && { transportType }),
    ...(changed.includes('tags') && { tags }),
    ...(published !== undefined && published !== wasPublished && { published: wasPublished }),
  }
}

function publishing({ hiddenAt }: Sequence) {
  return hiddenAt ? 'sequence.shown' : 'sequence.published'
}

function unpublishing({ isOwner }: Editor) {
  return isOwner ? 'sequence.unpublished' : 'sequence.hidden'
}

function changedDetails(sequence: Sequence, given: Omit<EditSequenceInput, 'published'> & TagChanges): Changes {
  const tags = changedTags(sequence.tags, given)
  return {
    ...(given.name !== undefined && given.name !== sequence.name && { name: given.name }),
    ...(given.description !== undefined &&
      given.description !== sequence.description && { description: given.description }),
    ...(given.transportType !== undefined &&
      given.transportType !== sequence.transportType && { transportType: given.transportType }),
    ...(tags && JSON.stringify(tags) !== JSON.stringify(sequence.tags) && { tags }),
  }
}

function changedTags(before: string[], { tags, addTags, removeTags }: EditSequenceInput & TagChanges) {
  if (!tags && !addTags && !removeTags) return undefined
  const isIn = (tag: string, list: string[]) => list.some((other) => other.toLowerCase() === tag.toLowerCase())
  const kept = (tags ?? before).filter((tag) => !isIn(tag, removeTags ?? []))
  const all = [...new Set([...kept, ...(addTags ?? []).filter((tag) => !isIn(tag, kept))])]
  if (all.length > MOST_TAGS) throw new AppError('INVALID_INPUT', `A sequence has at most ${MOST_TAGS} tags`)
  return all
}

function publish(sequence: Sequence, { isOwner, isAdmin }: Editor): Changes {
  if (sequence.isPrivate) throw new AppError('CONFLICT', 'Mapillary keeps this sequence private. Change that there.')
  if (sequence.hiddenAt && !isAdmin)
    throw new AppError('FORBIDDEN', 'A moderator hid this sequence, and decides about it')
  return { ...(isOwner && { unpublishedAt: null }), hiddenAt: null, hiddenBy: null, hiddenReason: null }
}

function unpublish({ isOwner }: Editor, userId: number): Changes {
  if (isOwner) return { publishedAt: null, unpublishedAt: new Date() }
  return { hiddenAt: new Date(), hiddenBy: userId, hiddenReason: 'Hidden by an admin' }
}
