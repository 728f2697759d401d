import { on, serve } from '@/app/api/serve'
import * as api from '@/lib/server/api/routes/tags'
import { runtime } from '@/lib/server/runtime'
import { getTagHistory } from '@/lib/tags/get-tag-history'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.getTagHistory, async ({ params, viewer: userId }) => ({
    status: 200,
    body: { changes: await getTagHistory(runtime().db, { ...params, userId }) },
  })),
)
