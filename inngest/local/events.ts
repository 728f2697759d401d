import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson } from '@/inngest/local/canonical'
import { compileExpression } from '@/inngest/local/expression'
import type { RunnerFunction } from '@/inngest/local/functions'
import type { Write } from '@/inngest/local/lease'
import type { WireEvent } from '@/inngest/local/protocol'
import { createRun, endRun, endWait } from '@/inngest/local/runs'
import type { Db } from '@/inngest/local/store'

const StoredEvent = z.looseObject({
  id: z.string(),
  name: z.string(),
  data: z.record(z.string(), z.unknown()),
  ts: z.number(),
})
export type StoredEvent = z.infer<typeof StoredEvent>

/** Completes events with an id and a time. The seed is the same when the SDK sends them again, and so are the ids. */
export function completeEvents(events: WireEvent[], seed: string | undefined, now = Date.now()): StoredEvent[] {
  return events.map((event, index) => {
    const seeded = seed && createHash('sha256').update(`${seed} ${index}`).digest('hex').slice(0, 32)
    return { ...event, id: event.id || seeded || randomUUID(), data: event.data ?? {}, ts: event.ts ?? now }
  })
}

/** Stores events to be dispatched. Those whose id was seen within a day are dropped. */
export async function storeEvents(sql: Db, events: StoredEvent[]): Promise<void> {
  await sql`
    insert into runner.events (id, name, body)
    select id, name, body
    from unnest(
      ${events.map(({ id }) => id)}::text[],
      ${events.map(({ name }) => name)}::text[],
      ${events.map(canonicalJson)}::text[]
    ) with ordinality as stored (id, name, body, number)
    order by number
    on conflict do nothing`
}

/** Dispatches the stored events in order of arrival, each in a transaction of its own. Returns how many there were. */
export async function dispatchStoredEvents(write: Write, functions: RunnerFunction[]): Promise<number> {
  let count = 0
  while (await write((tx) => dispatchNext(tx, functions))) count++
  return count
}

/** Has an event end waits, cancel runs and start new ones, in this order: it must not cancel what it starts. */
export async function dispatchEvent(tx: Db, functions: RunnerFunction[], event: StoredEvent): Promise<void> {
  await endWaits(tx, event)
  await cancelRuns(tx, functions, event)
  for (const fn of functions) {
    if (fn.triggers.some((trigger) => trigger.event === event.name && trigger.matches({ event }) === true)) {
      await createRun(tx, fn, event)
    }
  }
}

async function dispatchNext(tx: Db, functions: RunnerFunction[]): Promise<boolean> {
  const [row] = await tx<{ body: string }[]>`
    update runner.events set is_dispatched = true
    where id = (select id from runner.events where not is_dispatched order by position limit 1 for update skip locked)
    returning body`
  if (!row) return false
  await dispatchEvent(tx, functions, StoredEvent.parse(JSON.parse(row.body)))
  return true
}

type OpenWait = { runId: string; stepId: string; expression: string | null; event: string }

async function endWaits(tx: Db, event: StoredEvent): Promise<void> {
  const waits = await tx<OpenWait[]>`
    select run_id as "runId", step_id as "stepId", expression, event
    from runner.waits join runner.runs on runs.id = run_id
    where event_name = ${event.name} and due_at > now() order by run_id, step_id`
  for (const wait of waits) {
    const matches = compileExpression(wait.expression ?? 'true')
    if (matches({ event: JSON.parse(wait.event), async: event }) === true) await endWait(tx, wait, event)
  }
}

async function cancelRuns(tx: Db, functions: RunnerFunction[], event: StoredEvent): Promise<void> {
  for (const fn of functions) {
    const cancels = fn.cancels.filter((cancel) => cancel.event === event.name)
    if (cancels.length === 0) continue
    const runs = await tx<{ id: string; event: string }[]>`
      select id, event from runner.runs where function_id = ${fn.id} and status = 'running' order by id`
    for (const run of runs) {
      const scope = { event: JSON.parse(run.event), async: event }
      if (cancels.some(({ matches }) => matches(scope) === true)) await endRun(tx, run.id, 'cancelled', null)
    }
  }
}
