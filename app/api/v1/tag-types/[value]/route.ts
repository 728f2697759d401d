import { on, serve } from '@/app/api/serve'
import * as api from '@/lib/server/api/routes/tags'
import { runtime } from '@/lib/server/runtime'
import { logSecurityEvent } from '@/lib/server/security-log'
import { decideTagType } from '@/lib/tags/decide-tag-type'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.decideTagType, async ({ params, body, viewer: userId, request }) => {
    const decided = await decideTagType(runtime().db, { ...params, userId, ...body })
    logSecurityEvent('tag_type_decided', request.headers, { userId, ...params, state: body.state ?? null })
    return { status: 200, body: decided }
  }),
)
