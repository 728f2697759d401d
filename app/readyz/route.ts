import { on, serve } from '@/app/api/serve'
import { getReadiness } from '@/lib/server/api/routes/system'
import { isEnding } from '@/lib/server/graceful-end'
import { CACHE_CONTROL } from '@/lib/server/http/cache-control'
import { readiness } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(getReadiness, async () => {
    const { isReady: isWhole, parts } = await readiness()()
    const isReady = isWhole && !isEnding()
    return {
      status: isReady ? 200 : 503,
      body: { status: isReady ? ('ready' as const) : ('not ready' as const), ...parts },
      headers: { 'cache-control': CACHE_CONTROL.noStore },
    }
  }),
)
