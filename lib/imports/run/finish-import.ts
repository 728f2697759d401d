import type { Db } from '@/db/client'
import type { Backup } from '@/lib/backup/types'
import { saveWithSequence } from '@/lib/manifests/save-changes'
import { writeManifest } from '@/lib/manifests/write-manifest'
import type { MapillaryClient } from '@/lib/mapillary/types'
import { publishSequence } from '@/lib/sequences/publish-sequence'
import type { TokenKeys } from '@/lib/users/token-cipher'
import { completeImport } from './end-import'
import type { Outcome } from './outcome'
import type { RetryBudget } from './retry-budget'
import { runAttempt } from './run-attempt'

/** The last part of an import, one attempt at it: publication and manifest. Fails the import when the budget is exhausted. Safe to repeat. */
export function finishImport(
  tools: { db: Db; mapillary: MapillaryClient; backup: Backup; tokenKeys: TokenKeys },
  part: { importId: number; attempt: number; budget: RetryBudget },
): Promise<Outcome> {
  return runAttempt(tools, { ...part, failureText: 'The manifest could not be written' }, async (job) => {
    await publishSequence(tools.db, job.sequenceId)
    await writeManifest(tools, job)
    await saveWithSequence(tools, job)
    await completeImport(tools.db, part.importId)
    return { next: 'done' }
  })
}
