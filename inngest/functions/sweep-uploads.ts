import { cron } from 'inngest'
import { inngest } from '@/inngest/client'
import { runtime } from '@/lib/server/runtime'
import { sweepUploads } from '@/lib/vault/uploads/finish-upload'

/** Gives up uploads of originals that nobody goes on with, and removes what had come of them. */
export const sweepOriginalUploads = inngest.createFunction(
  { id: 'sweep-uploads', triggers: [cron('25 * * * *')], retries: 0, concurrency: 1 },
  async ({ step }) => step.run('sweep', () => sweepUploads(runtime())),
)
