import { on, serve } from '@/app/api/serve'
import { getImport } from '@/lib/imports/progress/get-import'
import { watchImport } from '@/lib/imports/progress/watch-import'
import * as api from '@/lib/server/api/routes/imports'
import { CACHE_CONTROL } from '@/lib/server/http/cache-control'
import { runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.watchImport, async ({ params, viewer: userId, isStillCaller, request }) => {
    const own = { ...params, userId }
    await getImport(runtime().db, own)
    return new Response(
      request.method === 'HEAD' ? null : watchImport(runtime().db, own, { signal: request.signal, isStillCaller }),
      {
        headers: {
          'content-type': 'text/event-stream',
          'cache-control': CACHE_CONTROL.eventStream,
          'x-accel-buffering': 'no',
        },
      },
    )
  }),
)
