import { on, serve } from '@/app/api/serve'
import { env } from '@/lib/config/env'
import { getReadiness } from '@/lib/server/api/routes/system'
import { checkReadiness } from '@/lib/server/check-readiness'
import { CACHE_CONTROL } from '@/lib/server/http/cache-control'
import { runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(getReadiness, async () => {
    const runnerUrl = env().MTP_EMBEDDED_RUNNER ? (env().INNGEST_BASE_URL ?? null) : null
    const { isReady, parts } = await checkReadiness(runtime(), { runnerUrl })
    return {
      status: isReady ? 200 : 503,
      body: { status: isReady ? ('ready' as const) : ('not ready' as const), ...parts },
      headers: { 'cache-control': CACHE_CONTROL.noStore },
    }
  }),
)
