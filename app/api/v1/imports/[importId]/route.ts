import { on, serve } from '@/app/api/serve'
import * as api from '@/lib/api/routes/imports'
import { getImport } from '@/lib/imports/get-import'
import { runtime } from '@/lib/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.getImport, async ({ params, viewer: userId }) => ({
    status: 200,
    body: await getImport(runtime().db, { ...params, userId }),
  })),
)
