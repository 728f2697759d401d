import { cron } from 'inngest'
import { inngest } from '@/inngest/client'
import { removeHiddenPictures } from '@/lib/photos/pictures/remove-hidden-pictures'
import { pictureCache } from '@/lib/server/pictures/tools'
import { runtime } from '@/lib/server/runtime'

/** Takes pictures out of the cache whose photos were deleted or are no longer public. */
export const sweepPictures = inngest.createFunction(
  { id: 'sweep-pictures', triggers: [cron('*/10 * * * *')], retries: 0 },
  async ({ step }) => step.run('sweep', () => removeHiddenPictures({ db: runtime().db, cache: pictureCache() })),
)
