import { on, serve } from '@/app/api/serve'
import * as api from '@/lib/server/api/routes/viewpoints'
import { runtime } from '@/lib/server/runtime'
import { getViewpoint } from '@/lib/viewpoints/get-viewpoint'
import { markViewpoint } from '@/lib/viewpoints/mark-viewpoint'
import { removeViewpoint } from '@/lib/viewpoints/remove-viewpoint'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.getViewpoint, async ({ params, viewer: userId }) => ({
    status: 200,
    body: await getViewpoint(runtime().db, { ...params, userId }),
  })),
  on(api.markViewpoint, async ({ params, body, viewer: userId }) => ({
    status: 200,
    body: await markViewpoint(runtime().db, { ...params, userId, ...body }),
  })),
  on(api.removeViewpoint, async ({ params, viewer: userId }) => ({
    status: 200,
    body: await removeViewpoint(runtime().db, { ...params, userId }),
  })),
)
