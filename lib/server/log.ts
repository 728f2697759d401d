import type { IncomingMessage, ServerResponse } from 'node:http'
import pino from 'pino'
import { env } from '@/lib/config/env'
import { metrics } from '@/lib/metrics/metrics'

/** Names of fields whose values never reach a log, at any depth that we log. */
const SECRET_FIELDS = [
  'authorization',
  'cookie',
  'token',
  'access_token',
  'accessToken',
  'mapillaryToken',
  'secret',
  'password',
]

let logger: pino.Logger | undefined

/** The log of this process: JSON lines on its standard output, from `MTP_LOG_LEVEL` on. */
export function log(): pino.Logger {
  logger ??= pino({
    level: env().MTP_LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: SECRET_FIELDS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[secret]' },
  })
  return logger
}

/** Logs and counts the request when it has been answered: the route, never the query, which may hold what people searched for. */
export function logRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { requestId, route, kind, userId }: { requestId: string; route: string; kind: string; userId: number | null },
): void {
  const startedAt = performance.now()
  response.once('close', () => {
    const { statusCode: status, writableFinished } = response
    const seconds = (performance.now() - startedAt) / 1_000
    metrics().requests.observe({ kind, status: String(status) }, seconds)
    const fields = {
      requestId,
      method: request.method,
      route,
      status,
      ms: Math.round(seconds * 1_000),
      ...(userId !== null && { userId }),
      ...(!writableFinished && { isAborted: true }),
    }
    if (status >= 500) log().error(fields, 'request')
    else if (status === 401 || status === 403 || status === 413 || status === 429) {
      log().info({ event: 'request_refused', ...fields }, 'request')
    } else if (kind === 'asset') log().debug(fields, 'request')
    else log().info(fields, 'request')
  })
}
