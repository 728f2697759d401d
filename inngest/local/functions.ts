import { Cron } from 'croner'
import { compileExpression, type Expression } from '@/inngest/local/expression'
import type { WireFunction } from '@/inngest/local/protocol'

/** One function of the app, ready to be matched with events. */
export type RunnerFunction = {
  id: string
  maxAttempts: number
  triggers: { event: string; matches: Expression }[]
  crons: string[]
  cancels: { event: string; matches: Expression }[]
  limit: number | null // jobs of one queue at once
  key: Expression | null // what splits the function's jobs into queues
}

const DEFAULT_RETRIES = 3 // of the SDK
const UNSUPPORTED = [
  'batchEvents',
  'debounce',
  'idempotency',
  'priority',
  'rateLimit',
  'singleton',
  'throttle',
  'timeouts',
]

/** Reads a function's configuration. Throws when it asks for something that the embedded runner cannot do. */
export function readFunction(wire: WireFunction): RunnerFunction {
  for (const name of UNSUPPORTED) if (wire[name] !== undefined) throw unsupported(wire, name)
  const cancels = wire.cancel ?? []
  if (cancels.some(({ timeout }) => timeout)) throw unsupported(wire, 'cancelOn.timeout')
  return {
    id: wire.id,
    maxAttempts: (wire.steps.step.retries?.attempts ?? DEFAULT_RETRIES) + 1,
    triggers: wire.triggers.flatMap(({ event, expression }) =>
      event ? [{ event, matches: condition(expression) }] : [],
    ),
    crons: wire.triggers.flatMap(({ cron }) => (cron ? [cron] : [])),
    cancels: cancels.map(({ event, if: expression }) => ({ event, matches: condition(expression) })),
    ...readConcurrency(wire),
  }
}

/** When the cron pattern is due next. A pattern may start with `TZ=Europe/Zurich `; else it means UTC. */
export function nextCronTime(pattern: string, after = new Date()): Date {
  const [, timezone = 'UTC', expression = pattern] = /^(?:CRON_)?TZ=(\S+)\s+(.*)$/.exec(pattern) ?? []
  const next = new Cron(expression, { timezone }).nextRun(after)
  if (!next) throw new Error(`The cron pattern "${pattern}" is never due`)
  return next
}

function readConcurrency(wire: WireFunction): Pick<RunnerFunction, 'limit' | 'key'> {
  const options = [wire.concurrency ?? 0]
    .flat()
    .map((option) => (typeof option === 'number' ? { limit: option } : option))
  const [option] = options
  if (!option || options.length > 1) throw unsupported(wire, 'several concurrency limits')
  if ('scope' in option && option.scope && option.scope !== 'fn')
    throw unsupported(wire, `concurrency scope ${option.scope}`)
  const key = 'key' in option ? option.key : undefined
  return { limit: option.limit || null, key: key ? compileExpression(key) : null }
}

function condition(expression: string | null | undefined): Expression {
  return expression ? compileExpression(expression) : () => true
}

function unsupported(wire: WireFunction, name: string): Error {
  return new Error(`The function ${wire.id} uses ${name}, which the embedded runner does not support`)
}
