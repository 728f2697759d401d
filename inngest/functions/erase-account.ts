import { cron } from 'inngest'
import { inngest } from '@/inngest/client'
import { erasureRequested } from '@/inngest/events'
import { nameRounds } from '@/inngest/repeat-step'
import { sendErasureRequested } from '@/inngest/send'
import {
  beginErasure,
  eraseSequences,
  forgetInBackup,
  listDueErasures,
  releaseContributions,
  removeAccount,
} from '@/lib/personal-data/erase-account'
import { removeHiddenPictures } from '@/lib/photos/pictures/remove-hidden-pictures'
import { pictureCache } from '@/lib/server/pictures/tools'
import { runtime } from '@/lib/server/runtime'
import { vaultTools } from '@/lib/server/vault/tools'

/** Asks for the erasure of accounts whose week is over, and again for those whose run was lost. */
export const sweepAccounts = inngest.createFunction(
  { id: 'sweep-accounts', triggers: [cron('23 * * * *')], retries: 0 },
  async ({ step }) =>
    step.run('request', async () => {
      const userIds = await listDueErasures(runtime().db)
      for (const userId of userIds) await sendErasureRequested({ userId })
      return { requested: userIds.length }
    }),
)

/** Erases an account. Each step may be repeated, and a run that was lost begins again with the first. */
export const eraseAccount = inngest.createFunction(
  {
    id: 'erase-account',
    triggers: [erasureRequested],
    retries: 10,
    concurrency: { limit: 1, key: 'event.data.userId' },
  },
  async ({ event, step }) => {
    const { userId } = event.data
    if (!(await step.run('begin', () => beginErasure(runtime().db, userId)))) return { userId, erased: false }
    const name = nameRounds()
    while (!(await step.run(name('erase-sequences'), () => eraseSequences(vaultTools(), userId))));
    await step.run('remove-pictures', () => removeHiddenPictures({ db: runtime().db, cache: pictureCache() }))
    await step.run('release-contributions', () => releaseContributions(runtime().db, userId))
    await step.run('remove-account', () => removeAccount(runtime().db, userId))
    await step.run('forget-in-backup', () => forgetInBackup(runtime()))
    return { userId, erased: true }
  },
)
