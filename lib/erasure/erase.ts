import { AppError } from '@/lib/errors'
import { completePhoto, erasePhoto } from './erase-photo'
import { eraseSequence } from './erase-sequence'
import { eraseUser } from './erase-user'
import type { Asked, Target } from './find-target'
import { finishErasure } from './finish-erasure'
import type { ErasureTools } from './types'

/**
 * Erases what the law obliges the operator to erase, everywhere: rows, files in both stores and their quarantine, takeouts, kept pictures. Nothing
 * of it is imported or restored again. Safe to repeat, also after a kill, beside the running product and without it.
 */
export async function erase(
  tools: ErasureTools,
  { kind, id }: Pick<Target, 'kind' | 'id'>,
  reason: string,
): Promise<void> {
  await tools.backup.check() // before anything is begun: a store that is away would keep it from ending
  await tools.second?.check()
  if (kind === 'photo') await erasePhoto(tools, { photoId: id, reason })
  else if (kind === 'sequence') await eraseSequence(tools, { sequenceId: id, reason })
  else await eraseUser(tools, { userId: id, reason })
}

/** What is left to do for something that is in no table any more. Throws NOT_FOUND for a user, of whom nothing is kept that would tell. */
export async function completeErasure(tools: ErasureTools, asked: Asked): Promise<void> {
  if (asked.kind === 'photo') await completePhoto(tools, asked.id)
  else await finishErasure(tools)
  if (asked.kind === 'user') throw new AppError('NOT_FOUND', `There is no user ${asked.username}`)
}
