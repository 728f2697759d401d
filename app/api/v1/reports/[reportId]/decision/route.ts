import { on, serve } from '@/app/api/serve'
import { sendImportCancelled } from '@/inngest/send'
import { AppError } from '@/lib/errors'
import { decideReport } from '@/lib/moderation/decide-report'
import { listReports } from '@/lib/moderation/list-reports'
import { removeHiddenPictures } from '@/lib/photos/pictures/remove-hidden-pictures'
import * as api from '@/lib/server/api/routes/reports'
import { pictureCache } from '@/lib/server/pictures/tools'
import { runtime, sessionCache } from '@/lib/server/runtime'
import { logSecurityEvent } from '@/lib/server/security-log'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.decideReport, async ({ params: { reportId }, body, viewer: actorId, request }) => {
    const { db } = runtime()
    const { cancelledImportIds, ownerId } = await decideReport(db, { reportId, actorId, ...body })
    for (const importId of cancelledImportIds) await sendImportCancelled({ importId, userId: ownerId })
    sessionCache().forget(ownerId)
    logSecurityEvent('report_decided', request.headers, { userId: actorId, reportId, decision: body.decision })
    if (body.decision !== 'nothing') await removeHiddenPictures({ db, cache: pictureCache() })
    const [report] = (await listReports(db, { id: reportId })).reports
    if (!report) throw new AppError('NOT_FOUND', `Report ${reportId} not found`)
    return { status: 200, body: report }
  }),
)
