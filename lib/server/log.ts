import type { IncomingMessage, ServerResponse } from 'node:http'
import pino from 'pino'
import { env } from '@/lib/config/env'
import { metrics } from '@/lib/metrics/metrics'
import { createLogBlocks } from './log-blocks'
import { createLogBudget } from './log-budget'

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

/** API tokens, v4's tokens, and session cookies, which are known by their form wherever they stand in a line. */
const SECRET_FORMS = /mtp_[\w-]{43}|MLY\|[\w|-]+|eyJ[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+/g

const CENSOR = '[secret]'
const RATE_LIMITED_LINES_PER_MINUTE = 60

let logger: pino.Logger | undefined
const spendRateLimited = createLogBudget(RATE_LIMITED_LINES_PER_MINUTE)

/** The log of this process: JSON lines on its standard output, from `MTP_LOG_LEVEL` on. */
export function log(): pino.Logger {
  logger ??= createLog(env().MTP_LOG_LEVEL, createLogBlocks(process.stdout))
  return logger
}

/** A log that writes no secrets. */
export function createLog(level: string, destination: pino.DestinationStream): pino.Logger {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: SECRET_FIELDS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: CENSOR },
    hooks: { streamWrite: (line) => line.replaceAll(SECRET_FORMS, CENSOR) },
  }
  return pino(options, destination)
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
    else if (status === 429) logRateLimited(fields)
    else if (status === 401 || status === 403 || status === 413) {
      log().info({ event: 'request_refused', ...fields }, 'request')
    } else if (kind === 'asset') log().debug(fields, 'request')
    else log().info(fields, 'request')
  })
}

/** A flood costs some lines a minute, whose first tells how many the minute before was left out. */
function logRateLimited(fields: Record<string, unknown>): void {
  const { isLogged, skipped } = spendRateLimited()
  if (isLogged) log().info({ event: 'rate_limited', ...fields, ...(skipped > 0 && { skipped }) }, 'request')
}
