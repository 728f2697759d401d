import { metrics } from '@/lib/metrics/metrics'
import { traced } from '@/lib/metrics/trace'
import { connectionFailure, upstreamFailed, where } from './http-errors'
import type { Fetch, Sent, Timeouts } from './http-types'
import type { Limiter } from './limiter'
import { readUsage } from './usage'

/** Sends one request when the limits allow it, and resolves when the headers of the answer are there. */
export function createSend({
  fetch,
  limiter,
  answerMs,
}: { fetch: Fetch; limiter: Limiter } & Pick<Timeouts, 'answerMs'>) {
  return async (url: URL, headers: Record<string, string>, form?: URLSearchParams): Promise<Sent> => {
    limiter.refuseWhilePaused(url.origin)
    const askedAt = performance.now()
    await limiter.turn(url.origin)
    metrics().mapillaryWaitSeconds.inc((performance.now() - askedAt) / 1_000)
    limiter.refuseWhilePaused(url.origin)
    const controller = new AbortController()
    const abort = () => controller.abort()
    const timer = setTimeout(abort, answerMs)
    try {
      const attributes = { 'server.address': url.host, 'url.path': url.pathname }
      const response = await traced('Mapillary', attributes, () =>
        fetch(url, {
          method: form ? 'POST' : 'GET',
          headers: form ? { ...headers, 'content-type': 'application/x-www-form-urlencoded' } : headers,
          body: form ? form.toString() : null,
          redirect: 'manual',
          signal: controller.signal,
        }),
      )
      metrics().mapillaryAnswers.inc({ status: String(response.status) })
      const { percent, shutOutMs } = readUsage(response.headers)
      limiter.noteUsage(url.origin, percent)
      if (shutOutMs > 0) limiter.pause(url.origin, shutOutMs)
      if (response.status < 400) limiter.noteAnswer(url.origin)
      return { response, url, abort }
    } catch (error) {
      metrics().mapillaryAnswers.inc({ status: 'none' })
      if (!controller.signal.aborted) throw connectionFailure(error)
      throw upstreamFailed(`Mapillary did not answer within ${answerMs / 1000} s (${where(url)})`)
    } finally {
      clearTimeout(timer)
    }
  }
}
