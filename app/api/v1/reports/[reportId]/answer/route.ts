import { on, serve } from '@/app/api/serve'
import { answerReport } from '@/lib/moderation/answer-report'
import { getReport } from '@/lib/moderation/get-report'
import * as api from '@/lib/server/api/routes/reports'
import { runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.answerReport, async ({ params, body, viewer }) => {
    const { db } = runtime()
    await answerReport(db, { ...params, userId: viewer, ...body })
    return { status: 200, body: await getReport(db, { ...params, viewer, isModerator: false }) }
  }),
)
