import { on, serve } from '@/app/api/serve'
import { getImport } from '@/lib/imports/progress/get-import'
import * as api from '@/lib/server/api/routes/imports'
import { runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.getImport, async ({ params, viewer: userId }) => ({
    status: 200,
    body: await getImport(runtime().db, { ...params, userId }),
  })),
)
