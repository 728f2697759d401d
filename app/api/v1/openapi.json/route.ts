import { on, serve } from '@/app/api/serve'
import { openApi } from '@/lib/server/api/openapi'
import { getOpenApi } from '@/lib/server/api/routes/system'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(getOpenApi, async ({ origin }) => ({ status: 200, body: openApi({ origin }) })),
)
