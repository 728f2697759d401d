import { inngest } from '@/inngest/client'
import { deletionRequested } from '@/inngest/events'
import { nameRounds } from '@/inngest/repeat-step'
import { removeHiddenPictures } from '@/lib/photos/pictures/remove-hidden-pictures'
import { removeLateFiles, removeRows, settleBackup } from '@/lib/sequences/remove-sequence'
import { watchDeletion } from '@/lib/sequences/restart-lost-deletions'
import { pictureCache } from '@/lib/server/pictures/tools'
import { runtime } from '@/lib/server/runtime'
import { vaultTools } from '@/lib/server/vault/tools'

/**
 * Removes a sequence that its owner deleted. Its import was cancelled with the request; the steps of that import end within two seconds,
 * and an original that is written meanwhile is taken back by whoever wrote it.
 */
export const deleteSequence = inngest.createFunction(
  {
    id: 'delete-sequence',
    triggers: [deletionRequested],
    retries: 10,
    concurrency: { limit: 1, key: 'event.data.sequenceId' },
  },
  async ({ event, step }) => {
    const { sequenceId, userId, backup } = event.data
    const deleted = { sequenceId, userId }
    const name = nameRounds()
    const watch = (work: () => Promise<boolean>) => watchDeletion(runtime().db, sequenceId, work)
    await step.sleep('wait until its import has stopped', '3s')
    while (!(await step.run(name('settle-backup'), () => watch(() => settleBackup(vaultTools(), deleted)))));
    while (!(await step.run(name('remove-rows'), () => watch(() => removeRows(runtime().db, deleted)))));
    await step.run('remove-pictures', () => removeHiddenPictures({ db: runtime().db, cache: pictureCache() }))
    if (backup) {
      await step.sleep('wait for what was being written', '1m')
      while (!(await step.run(name('remove-late-files'), () => removeLateFiles(vaultTools(), deleted))));
    }
    return deleted
  },
)
