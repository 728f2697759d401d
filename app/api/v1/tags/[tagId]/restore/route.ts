import { on, serve } from '@/app/api/serve'
import * as api from '@/lib/server/api/routes/tags'
import { runtime } from '@/lib/server/runtime'
import { restoreTag } from '@/lib/tags/restore-tag'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.restoreTag, async ({ params, viewer: userId }) => ({
    status: 200,
    body: await restoreTag(runtime().db, { ...params, userId }),
  })),
)
