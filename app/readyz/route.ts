import { checkReadiness } from '@/lib/check-readiness'
import { env } from '@/lib/env'
import { runtime } from '@/lib/runtime'

/** 200 when database, backup and runner answer, else 503; names the part that does not. */
export async function GET(): Promise<Response> {
  const runnerUrl = env().MTP_EMBEDDED_RUNNER ? (env().INNGEST_BASE_URL ?? null) : null
  const { isReady, parts } = await checkReadiness(runtime(), { runnerUrl })
  return Response.json(
    { status: isReady ? 'ready' : 'not ready', ...parts },
    { status: isReady ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  )
}
