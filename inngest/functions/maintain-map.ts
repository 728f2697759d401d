import { cron } from 'inngest'
import { inngest } from '@/inngest/client'
import { runtime } from '@/lib/server/runtime'
import { electMinZooms } from '@/lib/tiles/elect-min-zoom'
import { raiseMapVersion } from '@/lib/tiles/map-version'

/** Holds elections that a process left behind, and raises the version of the map when no visitor has caused it. */
export const maintainMap = inngest.createFunction(
  { id: 'tend-map', triggers: [cron('* * * * *')], retries: 0 },
  async ({ step }) =>
    step.run('tend', async () => {
      const elected = await electMinZooms(runtime().db)
      return { elected, version: await raiseMapVersion(runtime().db) }
    }),
)
