import { on, serve } from '@/app/api/serve'
import { getConformance } from '@/lib/server/api/routes/stac'
import { CONFORMS_TO } from '@/lib/server/stac/catalog'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(getConformance, async () => ({ status: 200, body: { conformsTo: CONFORMS_TO } })),
)
