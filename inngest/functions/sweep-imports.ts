import { cron } from 'inngest'
import { inngest } from '@/inngest/client'
import {
  sendAccountSyncRequested,
  sendDeletionRequested,
  sendImportRequested,
  sendTakeoutRequested,
  sendVerificationRequested,
} from '@/inngest/send'
import { restartLostAccountSyncs } from '@/lib/accounts/active-sync'
import { restartLostImports } from '@/lib/imports/request/restart-lost-imports'
import { nameSequences } from '@/lib/sequences/name-sequences'
import { restartLostDeletions } from '@/lib/sequences/restart-lost-deletions'
import { type Runtime, runtime } from '@/lib/server/runtime'
import { restartLostTakeouts } from '@/lib/takeouts/making/active-takeout'
import { cleanUploads } from '@/lib/uploads/clean-uploads'
import { endSuspensions } from '@/lib/users/suspend-user'
import { restartLostVerifications } from '@/lib/vault/restart-lost-verifications'

/**
 * Asks again for what should move and does not, because its event never reached Inngest or Inngest lost its run: imports, deletions,
 * account syncs, takeouts and verifications. Also gives up announced sequences that never came, and
 * names those that still have no name, and ends suspensions whose time is over.
 */
export const sweepImports = inngest.createFunction(
  { id: 'sweep-imports', triggers: [cron('* * * * *')], retries: 0 },
  async ({ step }) =>
    step.run('send-again', async () => {
      const sent = await restartLostRuns(runtime().db)
      await cleanUploads(runtime().db)
      await endSuspensions(runtime().db)
      await nameSequences(runtime())
      return { sent }
    }),
)

/** Begins new runs for those that were lost; how many. */
export async function restartLostRuns(db: Runtime['db']): Promise<number> {
  const imports = await restartLostImports(db)
  for (const request of imports) await sendImportRequested(request)
  const deletions = await restartLostDeletions(db)
  for (const request of deletions) await sendDeletionRequested(request)
  const syncs = await restartLostAccountSyncs(db)
  for (const request of syncs) await sendAccountSyncRequested(request)
  const takeouts = await restartLostTakeouts(db)
  for (const request of takeouts) await sendTakeoutRequested(request)
  const verifications = await restartLostVerifications(db)
  for (const request of verifications) await sendVerificationRequested(request)
  return imports.length + deletions.length + syncs.length + takeouts.length + verifications.length
}
