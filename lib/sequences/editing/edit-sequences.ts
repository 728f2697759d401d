import { z } from 'zod'
import type { Db } from '@/db/client'
import { AppError } from '@/lib/errors'
import { Id } from '@/lib/model/ids'
import { SequenceDetails } from '@/lib/sequences/sequence-details'
import { EditSequenceInput, editSequence, type ValuesBefore } from './edit-sequence'

const MOST_EDITS = 100 // of one request

export const EditSequencesInput = z.object({
  edits: z
    .array(
      EditSequenceInput.extend({
        id: Id,
        addTags: SequenceDetails.shape.tags.optional(),
        removeTags: SequenceDetails.shape.tags.optional(),
      }),
    )
    .min(1, 'expected at least one edit')
    .max(MOST_EDITS, `expected at most ${MOST_EDITS} edits`),
})
type EditSequencesInput = z.infer<typeof EditSequencesInput>

/** What became of one edit. `before`: what undoes it; null: it was refused, and `problem` says why. */
export type SequenceEdited = { id: string } & (
  | { before: ValuesBefore; problem: null }
  | { before: null; problem: string }
)

/**
 * Changes many sequences, one after the other, each as `editSequence` does: one that is refused keeps no other back. Safe to repeat.
 */
export async function editSequences(
  db: Db,
  { userId, edits }: { userId: number } & EditSequencesInput,
): Promise<SequenceEdited[]> {
  const results: SequenceEdited[] = []
  for (const { id, ...changes } of edits) {
    try {
      const before = await editSequence(db, { sequenceId: id, userId, ...changes })
      results.push({ id: String(id), before, problem: null })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      results.push({ id: String(id), before: null, problem: error.message })
    }
  }
  return results
}
