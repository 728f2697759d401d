import { cron } from 'inngest'
import { inngest } from '@/inngest/client'
import { applyExcludedAreas } from '@/lib/excluded-areas/apply-excluded-areas'
import { runtime } from '@/lib/server/runtime'
import { electMinZooms } from '@/lib/tiles/elect-min-zoom'
import { raiseMapVersion } from '@/lib/tiles/map-version'

/** Applies excluded areas and holds elections that a process left behind, and raises the version of the map when no visitor has caused it. */
export const maintainMap = inngest.createFunction(
  { id: 'tend-map', triggers: [cron('* * * * *')], retries: 0 },
  async ({ step }) =>
    step.run('tend', async () => {
      const excluded = await applyExcludedAreas(runtime().db)
      const elected = await electMinZooms(runtime().db)
      return { excluded, elected, version: await raiseMapVersion(runtime().db) }
    }),
)
