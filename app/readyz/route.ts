import { on, serve } from '@/app/api/serve'
import { getReadiness } from '@/lib/api/routes/system'
import { checkReadiness } from '@/lib/check-readiness'
import { env } from '@/lib/env'
import { runtime } from '@/lib/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(getReadiness, async () => {
    const runnerUrl = env().MTP_EMBEDDED_RUNNER ? (env().INNGEST_BASE_URL ?? null) : null
    const { isReady, parts } = await checkReadiness(runtime(), { runnerUrl })
    return {
      status: isReady ? 200 : 503,
      body: { status: isReady ? ('ready' as const) : ('not ready' as const), ...parts },
      headers: { 'cache-control': 'no-store' },
    }
  }),
)
