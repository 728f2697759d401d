import { cron } from 'inngest'
import { inngest } from '@/inngest/client'
import { AppError } from '@/lib/errors'
import { saveChanges } from '@/lib/manifests/save-changes'
import { runtime } from '@/lib/server/runtime'

const STEP_BUDGET_MS = 40_000

/** Writes what people changed into the backup. While the backup is away, or not ours, it stays noted. */
export const saveBackupChanges = inngest.createFunction(
  { id: 'save-backup-changes', triggers: [cron('* * * * *')], retries: 0, concurrency: { limit: 1 } },
  async ({ step }) =>
    step.run('save', async () => {
      try {
        return { saved: await saveChanges(runtime(), { endsAt: Date.now() + STEP_BUDGET_MS }) }
      } catch (error) {
        if (error instanceof AppError) return { waits: error.message }
        throw error
      }
    }),
)
