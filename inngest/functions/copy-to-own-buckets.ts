import { cron } from 'inngest'
import { inngest } from '@/inngest/client'
import { copyOriginals } from '@/lib/own-buckets/copy-originals'
import { runtime } from '@/lib/server/runtime'
import { ownBucketTools } from '@/lib/server/vault/own-bucket-tools'

const MOST_STEPS = 100 // the next run goes on

/** Copies new originals to the buckets of their owners. */
export const copyToOwnBuckets = inngest.createFunction(
  { id: 'copy-to-own-buckets', triggers: [cron('*/5 * * * *')], retries: 2, concurrency: 1 },
  async ({ step }) => {
    for (let n = 1; n <= MOST_STEPS; n += 1) {
      const isMore = await step.run(`copy ${n}`, () => copyOriginals({ ...ownBucketTools(), backup: runtime().backup }))
      if (!isMore) return { steps: n }
    }
    return { steps: MOST_STEPS }
  },
)
