import { on, serve } from '@/app/api/serve'
import * as api from '@/lib/server/api/routes/tags'
import { runtime } from '@/lib/server/runtime'
import { decideTagType } from '@/lib/tags/decide-tag-type'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.decideTagType, async ({ params, body, viewer: userId }) => ({
    status: 200,
    body: await decideTagType(runtime().db, { ...params, userId, ...body }),
  })),
)
