import { on, serve } from '@/app/api/serve'
import { giveCounterNotice } from '@/lib/moderation/counter-notice'
import { getReport } from '@/lib/moderation/get-report'
import * as api from '@/lib/server/api/routes/reports'
import { runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.giveCounterNotice, async ({ params, body: { isTrue: _, ...notice }, viewer }) => {
    const { db } = runtime()
    await giveCounterNotice(db, { ...params, userId: viewer, ...notice })
    return { status: 200, body: await getReport(db, { ...params, viewer, isModerator: false }) }
  }),
)
