import { on, serve } from '@/app/api/serve'
import { getItem } from '@/lib/api/routes/stac'
import { photoSources } from '@/lib/runtime'
import { getItem as findItem } from '@/lib/stac/find-items'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(getItem, async ({ params, viewer }) => ({
    status: 200,
    body: await findItem(photoSources(), { ...params, viewer }),
  })),
)
