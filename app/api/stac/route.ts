import { on, serve } from '@/app/api/serve'
import { getCatalog } from '@/lib/server/api/routes/stac'
import { catalog } from '@/lib/server/stac/catalog'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(getCatalog, async ({ origin }) => ({ status: 200, body: catalog(origin) })),
)
