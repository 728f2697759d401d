import { on, serve } from '@/app/api/serve'
import { listActiveWork } from '@/lib/administration/list-active-work'
import * as api from '@/lib/server/api/routes/administration'
import { runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.listActiveWork, async () => ({ status: 200, body: { work: await listActiveWork(runtime().db) } })),
)
