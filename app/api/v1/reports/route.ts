import { on, serve } from '@/app/api/serve'
import { env } from '@/lib/config/env'
import { createReport } from '@/lib/moderation/create-report'
import { listReports } from '@/lib/moderation/list-reports'
import { removeHiddenPictures } from '@/lib/photos/pictures/remove-hidden-pictures'
import * as api from '@/lib/server/api/routes/reports'
import { clientAddress } from '@/lib/server/http/client-address'
import { pictureCache } from '@/lib/server/pictures/tools'
import { runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.createReport, async ({ body: input, viewer, origin, request }) => {
    const { db, tokenKeys } = runtime()
    const address = clientAddress(request.headers, env().MTP_TRUSTED_PROXIES)
    const { id, key, hasHidden } = await createReport(db, { input, viewer, address, addressKey: tokenKeys[0] })
    if (hasHidden) await removeHiddenPictures({ db, cache: pictureCache() })
    const links = { self: `${origin}/api/v1/reports/${id}?key=${key}`, page: `${origin}/reports/${id}?key=${key}` }
    return { status: 201, body: { id: String(id), state: 'open' as const, hidden: hasHidden, links } }
  }),
  on(api.listReports, async ({ query, nextUrl }) => {
    const { reports, nextCursor } = await listReports(runtime().db, query)
    return { status: 200, body: { reports, links: { next: nextUrl(nextCursor) } } }
  }),
)
