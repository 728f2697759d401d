import { on, serve } from '@/app/api/serve'
import { getItem } from '@/lib/server/api/routes/stac'
import { photoSources } from '@/lib/server/runtime'
import { getItem as findItem } from '@/lib/server/stac/find-items'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(getItem, async ({ params, viewer }) => ({
    status: 200,
    body: await findItem(photoSources(), { ...params, viewer }),
  })),
)
