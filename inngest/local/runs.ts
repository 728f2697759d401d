import { randomUUID } from 'node:crypto'
import { canonicalJson } from '@/inngest/local/canonical'
import type { RunnerFunction } from '@/inngest/local/functions'
import { DISCOVERY, type WireOperation } from '@/inngest/local/protocol'
import type { Db } from '@/inngest/local/store'

/** A sleep has no event name. */
export type Wait = { eventName: string | null; expression: string | null; dueAt: Date }

// Everything here runs in a transaction that holds the lock of the run's row (or has just created the run).

/**
 * A new job of a run stands behind everybody else's, by a tenth of a second for each job the run already has. At most
 * 50 s: the queue looks one minute ahead.
 */
export function turnOf(tx: Db, runId: string, number = tx`0`) {
  return tx`
    now() + least((select count(*) from runner.jobs where run_id = ${runId}) + ${number}, 500) * interval '100 milliseconds'`
}

/** Starts a run of a function for an event. */
export async function createRun(tx: Db, fn: RunnerFunction, event: Record<string, unknown>): Promise<void> {
  const id = randomUUID()
  const queue = fn.key ? `${fn.id} ${canonicalJson(fn.key({ event }))}` : fn.id
  await tx`
    insert into runner.runs (id, function_id, event, queue, queue_limit)
    values (${id}, ${fn.id}, ${canonicalJson(event)}, ${queue}, ${fn.limit})`
  await requestDiscovery(tx, id)
}

/** Locks a run that still runs. False when it has ended. */
async function lockRun(tx: Db, runId: string): Promise<boolean> {
  const rows = await tx`select from runner.runs where id = ${runId} and status = 'running' for update`
  return rows.length > 0
}

/** Has the function go on, once more if it is being asked right now (it may not know of the latest step). */
export async function requestDiscovery(tx: Db, runId: string): Promise<void> {
  await tx`
    insert into runner.jobs (run_id, step_id, queue, queue_limit, due_at, turn)
    select id, ${DISCOVERY}, queue, queue_limit, now(), ${turnOf(tx, runId)} from runner.runs where id = ${runId}
    on conflict (run_id, step_id) do update set is_repeated = jobs.lease is not null`
}

/** Remembers what a step came to. The first result stays. */
export async function memoise(
  tx: Db,
  runId: string,
  step: { id: string; name: string },
  result: unknown,
): Promise<void> {
  await tx`
    insert into runner.steps (run_id, step_id, name, result)
    values (${runId}, ${step.id}, ${step.name.replaceAll('\0', '')}, ${canonicalJson(result)})
    on conflict do nothing`
}

/** Makes jobs of planned steps, except of those that are known. Returns how many are new. */
export async function planSteps(tx: Db, runId: string, stepIds: string[]): Promise<number> {
  if (stepIds.length === 0) return 0
  const rows = await tx`
    insert into runner.jobs (run_id, step_id, queue, queue_limit, due_at, turn)
    select runs.id, planned.step_id, queue, queue_limit, now(),
      ${turnOf(tx, runId, tx`planned.number`)}
    from runner.runs cross join unnest(${stepIds}::text[]) with ordinality as planned (step_id, number)
    where runs.id = ${runId}
      and not exists (select from runner.steps where run_id = runs.id and step_id = planned.step_id)
    on conflict do nothing
    returning id`
  return rows.length
}

/** Notes a sleep or a wait for an event, unless it is known. Returns how many are new. */
export async function addWait(tx: Db, runId: string, operation: WireOperation, wait: Wait): Promise<number> {
  const name = (operation.displayName ?? '').replaceAll('\0', '')
  const rows = await tx`
    insert into runner.waits (run_id, step_id, name, event_name, expression, due_at)
    select ${runId}, ${operation.id}, ${name}, ${wait.eventName}, ${wait.expression}, ${wait.dueAt}
    where not exists (select from runner.steps where run_id = ${runId} and step_id = ${operation.id})
    on conflict do nothing
    returning step_id`
  return rows.length
}

/** Ends a sleep (null) or a wait (the event, or null for none in time), and has the function go on. */
export async function endWait(tx: Db, wait: { runId: string; stepId: string }, data: unknown): Promise<void> {
  if (!(await lockRun(tx, wait.runId))) return
  const [ended] = await tx<{ name: string }[]>`
    delete from runner.waits where run_id = ${wait.runId} and step_id = ${wait.stepId} returning name`
  if (!ended) return
  await memoise(tx, wait.runId, { id: wait.stepId, name: ended.name }, { type: 'data', data })
  await requestDiscovery(tx, wait.runId)
}

/** Ends a run; whatever it still had to do is dropped. False when it had ended already. */
export async function endRun(
  tx: Db,
  runId: string,
  status: 'completed' | 'failed' | 'cancelled',
  output: string | null,
): Promise<boolean> {
  const ended = await tx`
    update runner.runs set status = ${status}, output = ${output}, ended_at = now()
    where id = ${runId} and status = 'running' returning id`
  if (ended.length === 0) return false
  await tx`delete from runner.jobs where run_id = ${runId}`
  await tx`delete from runner.waits where run_id = ${runId}`
  return true
}
