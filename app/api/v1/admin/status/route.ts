import { on, serve } from '@/app/api/serve'
import { VERSION } from '@/app/version'
import { getStatus } from '@/lib/administration/get-status'
import * as api from '@/lib/server/api/routes/administration'
import { runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.getStatus, async () => ({ status: 200, body: { version: VERSION, ...(await getStatus(runtime().db)) } })),
)
