import { canonicalJson } from '@/inngest/local/canonical'
import { parseWaitUntil } from '@/inngest/local/duration'
import { dispatchEvent } from '@/inngest/local/events'
import { compileExpression } from '@/inngest/local/expression'
import type { RunnerFunction } from '@/inngest/local/functions'
import type { Write } from '@/inngest/local/lease'
import { type Answer, DISCOVERY, type RunError, toRunError, type WireOperation } from '@/inngest/local/protocol'
import type { ClaimedJob } from '@/inngest/local/queue'
import { addWait, endRun, memoise, planSteps, requestDiscovery, turnOf, type Wait } from '@/inngest/local/runs'
import type { Db } from '@/inngest/local/store'

/** What the answers are judged by. */
export type Rules = { functions: RunnerFunction[]; retryDelayMs: (attempt: number) => number }

type Run = { id: string; functionId: string; event: string }
type SdkAnswer = Exclude<Answer, { kind: 'unavailable' }>
type Operations = Extract<SdkAnswer, { kind: 'operations' }>

const DEFAULT_MAX_ATTEMPTS = 4

/**
 * Applies what the app answered to a job: all of it or nothing, and nothing when the lease or the run has ended since.
 * Safe to repeat.
 */
export async function applyAnswer(write: Write, rules: Rules, job: ClaimedJob, answer: SdkAnswer): Promise<void> {
  await write(async (tx) => {
    const [run] = await tx<Run[]>`
      select runs.id, function_id as "functionId", event
      from runner.runs join runner.jobs on run_id = runs.id
      where runs.id = ${job.runId} and status = 'running' and jobs.id = ${job.id} and lease = ${job.lease}
      for update`
    if (!run) return
    if (answer.kind === 'finished') await endRun(tx, run.id, 'completed', answer.output)
    else if (answer.kind === 'operations') await applyOperations(tx, rules, run, job, answer)
    else if (answer.isFinal || isLastAttempt(rules, run, job)) await failRun(tx, rules, run, answer.error)
    else await retry(tx, job, answer.retryAfterMs ?? rules.retryDelayMs(job.attempt))
  })
}

/** How often a job of this function may be tried. */
export function maxAttemptsOf(functions: RunnerFunction[], functionId: string): number {
  return functions.find(({ id }) => id === functionId)?.maxAttempts ?? DEFAULT_MAX_ATTEMPTS
}

async function applyOperations(tx: Db, rules: Rules, run: Run, job: ClaimedJob, answer: Operations): Promise<void> {
  const failed = answer.operations.some(({ op }) => op === 'StepError')
  if (failed && !isLastAttempt(rules, run, job)) {
    return retry(tx, job, answer.retryAfterMs ?? rules.retryDelayMs(job.attempt))
  }
  const planned = answer.operations.filter(({ op }) => op === 'StepPlanned').map(({ id }) => id)
  let added = await planSteps(tx, run.id, planned)
  let remembered = 0
  for (const operation of answer.operations) {
    if (operation.op === 'StepPlanned') continue
    const { wait, result } = readOperation(operation)
    if (wait) added += await addWait(tx, run.id, operation, wait)
    else {
      await memoise(tx, run.id, { id: operation.id, name: operation.displayName ?? '' }, result)
      remembered++
    }
  }
  if (job.stepId === DISCOVERY) await settleDiscovery(tx, rules, run, job, { added, remembered })
  else await settleStep(tx, rules, run, job, remembered)
}

async function settleStep(tx: Db, rules: Rules, run: Run, job: ClaimedJob, remembered: number): Promise<void> {
  if (remembered === 0) {
    return failRun(tx, rules, run, toRunError({ message: `The step ${job.stepId} came to nothing` }))
  }
  await tx`delete from runner.jobs where id = ${job.id}`
  await requestDiscovery(tx, run.id)
}

async function settleDiscovery(
  tx: Db,
  rules: Rules,
  run: Run,
  job: ClaimedJob,
  { added, remembered }: { added: number; remembered: number },
): Promise<void> {
  const repeated = await tx`
    update runner.jobs
    set lease = null, lease_until = null, is_repeated = false, attempt = 0, misses = 0, due_at = now(),
      turn = ${turnOf(tx, run.id, tx`-1`)}
    where id = ${job.id} and (is_repeated or ${remembered > 0})
    returning id`
  if (repeated.length > 0) return
  await tx`delete from runner.jobs where id = ${job.id}`
  if (added > 0) return
  const [open] = await tx`
    select from runner.runs where id = ${run.id}
      and (exists (select from runner.jobs where run_id = runs.id) or exists (select from runner.waits where run_id = runs.id))`
  if (!open) await failRun(tx, rules, run, toRunError({ message: 'The function neither ended nor asked for anything' }))
}

/** Ends the run as failed and tells so by the event that starts `onFailure` functions. */
async function failRun(tx: Db, rules: Rules, run: Run, error: RunError): Promise<void> {
  await endRun(tx, run.id, 'failed', canonicalJson(error))
  const data = { error, event: JSON.parse(run.event), function_id: run.functionId, run_id: run.id }
  const event = { id: `${run.id}/failed`, name: 'inngest/function.failed', data, ts: Date.now() }
  await dispatchEvent(tx, rules.functions, event)
}

async function retry(tx: Db, job: ClaimedJob, delayMs: number): Promise<void> {
  await tx`
    update runner.jobs
    set lease = null, lease_until = null, is_repeated = false, attempt = attempt + 1, misses = 0,
      due_at = now() + ${delayMs}::float8 * interval '1 millisecond',
      turn = now() + ${delayMs}::float8 * interval '1 millisecond'
    where id = ${job.id}`
}

function isLastAttempt({ functions }: Rules, run: Run, job: ClaimedJob): boolean {
  return job.attempt + 1 >= maxAttemptsOf(functions, run.functionId)
}

type Outcome = { wait: Wait; result?: undefined } | { wait?: undefined; result: unknown }

function readOperation(operation: WireOperation): Outcome {
  const { op, name, opts, data, error } = operation
  if (op === 'StepRun') return { result: { type: 'data', data: data ?? null } }
  if (op === 'StepFailed' || op === 'StepError') {
    return { result: { type: 'error', error: { ...toRunError(error), cause: causeOf(error) } } }
  }
  try {
    if (op === 'Sleep') return { wait: { eventName: null, expression: null, dueAt: parseWaitUntil(name ?? '') } }
    if (op !== 'WaitForEvent') throw new Error(`The embedded runner does not support the operation ${op}`)
    const expression = opts?.if ?? null
    if (expression) compileExpression(expression)
    return { wait: { eventName: name ?? '', expression, dueAt: parseWaitUntil(opts?.timeout ?? '') } }
  } catch (problem) {
    return { result: { type: 'error', error: toRunError(problem) } }
  }
}

function causeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'cause' in error ? error.cause : undefined
}
