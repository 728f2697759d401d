import { z } from 'zod'
import { canonicalJson } from '@/inngest/local/canonical'
import { parseRetryAfterMs } from '@/inngest/local/duration'
import { isSigned } from '@/inngest/local/signing'
import { parseJson } from '@/lib/format/parse-json'

// The wire shapes of the Inngest SDK 4 (`node_modules/inngest`, Apache-2.0), as far as our functions use them.

/** The step id that asks the SDK to go on with the function and to report or run what it finds. */
export const DISCOVERY = 'step'

const text = (length: number) =>
  z
    .string()
    .max(length)
    .regex(/^[^\0]*$/) // PostgreSQL stores no NUL

/** One event as the SDK sends it. `ts` is in milliseconds since the Unix epoch. */
export const WireEvent = z.looseObject({
  name: text(256).min(1),
  data: z.record(z.string(), z.unknown()).nullish(),
  id: text(512).nullish(),
  ts: z.number().nullish(),
})
export type WireEvent = z.infer<typeof WireEvent>

const WireConcurrency = z.object({ limit: z.number().int(), key: z.string().optional(), scope: z.string().optional() })

/** One function as an in-band sync lists it. */
export const WireFunction = z.looseObject({
  id: z.string(),
  triggers: z.array(
    z.object({ event: z.string().optional(), expression: z.string().nullish(), cron: z.string().optional() }),
  ),
  steps: z.object({
    step: z.object({ retries: z.object({ attempts: z.number().int().optional() }).optional() }),
  }),
  concurrency: z.union([z.number().int(), WireConcurrency, z.array(WireConcurrency)]).optional(),
  cancel: z
    .array(z.object({ event: z.string(), if: z.string().optional(), timeout: z.string().optional() }))
    .optional(),
})
export type WireFunction = z.infer<typeof WireFunction>

export const WireSync = z.object({ functions: z.array(WireFunction) })

/** One thing that a function asks for (`StepPlanned`, `Sleep`, `WaitForEvent`) or has done (`StepRun`, `StepFailed`). */
export const WireOperation = z.looseObject({
  id: z.string().regex(/^[0-9a-f]{40}$/), // SHA-1 of the step's id
  op: z.string(),
  name: z.string().nullish(), // of a Sleep: until when; of a WaitForEvent: the event's name
  displayName: z.string().nullish(),
  opts: z.looseObject({ timeout: z.string().nullish(), if: z.string().nullish() }).nullish(),
  data: z.unknown().optional(),
  error: z.unknown().optional(),
})
export type WireOperation = z.infer<typeof WireOperation>

/** Whether the operation waits for time to pass or for an event. */
export function isWait({ op }: WireOperation): boolean {
  return op === 'Sleep' || op === 'WaitForEvent'
}

const WireError = z
  .looseObject({
    name: z.string().optional(),
    message: z.string().optional(),
    error: z.string().optional(),
    stack: z.string().optional(),
  })
  .catch({})

export type RunError = { name: string; message: string; stack?: string }

/** What the app said. `unavailable` is no answer of the SDK: the same request is to be made again. */
export type Answer =
  | { kind: 'unavailable'; reason: string }
  | { kind: 'finished'; output: string } // canonical JSON
  | { kind: 'operations'; operations: WireOperation[]; retryAfterMs: number | undefined }
  | { kind: 'failed'; error: RunError; isFinal: boolean; retryAfterMs: number | undefined }

export type HttpAnswer = { status: number; headers: Record<string, string | string[] | undefined>; body: string }

/** Reads the app's answer to a run request, after checking that the SDK sent it and signed it. */
export function readAnswer(answer: HttpAnswer, signingKey: string): Answer {
  const header = (name: string) => [answer.headers[name]].flat()[0]
  if (!header('x-inngest-sdk')) return { kind: 'unavailable', reason: `HTTP ${answer.status}, not from the SDK` }
  if (!isSigned(answer.body, header('x-inngest-signature'), signingKey)) {
    return { kind: 'unavailable', reason: 'the answer is not signed with our key' }
  }
  const retryAfterMs = parseRetryAfterMs(header('retry-after'))
  const json = parseJson(answer.body)
  const body = json === undefined ? { message: 'The app answered something that is not JSON' } : json
  if (answer.status === 200) return { kind: 'finished', output: canonicalJson(body) }
  if (answer.status !== 206) {
    return { kind: 'failed', error: toRunError(body), isFinal: header('x-inngest-no-retry') === 'true', retryAfterMs }
  }
  const operations = z.array(WireOperation).safeParse(body)
  if (operations.success) return { kind: 'operations', operations: operations.data, retryAfterMs }
  return { kind: 'failed', error: toRunError({ message: operations.error.message }), isFinal: false, retryAfterMs }
}

/** An error of the SDK in the shape that it wants back. */
export function toRunError(error: unknown): RunError {
  const { name, message, error: text, stack } = WireError.parse(error)
  return { name: name || 'Error', message: message || text || 'Unknown error', ...(stack && { stack }) }
}
