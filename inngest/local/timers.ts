import type { Sql } from 'postgres'
import { nextCronTime, type RunnerFunction } from '@/inngest/local/functions'
import type { Write } from '@/inngest/local/lease'
import { createRun, endWait } from '@/inngest/local/runs'
import type { Db } from '@/inngest/local/store'

const BATCH = 100

/** Keeps the due times of the functions' cron triggers: new patterns are added, others forgotten. */
export async function storeCrons(write: Write, functions: RunnerFunction[]): Promise<void> {
  const crons = functions.flatMap((fn) =>
    fn.crons.map((pattern) => ({ id: fn.id, pattern, next: nextCronTime(pattern) })),
  )
  await write(async (tx) => {
    for (const { id, pattern, next } of crons) {
      await tx`
        insert into runner.crons (function_id, pattern, next_at) values (${id}, ${pattern}, ${next}) on conflict do nothing`
    }
    await tx`
      delete from runner.crons
      where (function_id, pattern) not in (
        select * from unnest(${crons.map(({ id }) => id)}::text[], ${crons.map(({ pattern }) => pattern)}::text[])
      )`
  })
}

/** Ends the sleeps and waits whose time has come. Returns how many. */
export async function fireWaits(sql: Sql, write: Write): Promise<number> {
  const due = await sql<{ runId: string; stepId: string }[]>`
    select run_id as "runId", step_id as "stepId" from runner.waits where due_at <= now() order by due_at limit ${BATCH}`
  for (const wait of due) await write((tx) => endWait(tx, wait, null))
  return due.length
}

/** Starts the runs of cron triggers whose time has come; once only, however often it was missed. */
export async function fireCrons(sql: Sql, write: Write, functions: RunnerFunction[]): Promise<number> {
  const due = await sql<{ id: string; pattern: string }[]>`
    select function_id as id, pattern from runner.crons where next_at <= now()`
  for (const { id, pattern } of due) {
    const fn = functions.find((candidate) => candidate.id === id)
    if (fn) await write((tx) => fireCron(tx, fn, pattern))
  }
  return due.length
}

/** Milliseconds until the next sleep, wait or cron trigger is due. */
export async function nextTimerInMs(sql: Db): Promise<number> {
  const [row] = await sql<{ ms: number | null }[]>`
    select extract(epoch from least((select min(due_at) from runner.waits), (select min(next_at) from runner.crons)) - now())::float8
      * 1000 as ms`
  return row?.ms ?? Number.POSITIVE_INFINITY
}

async function fireCron(tx: Db, fn: RunnerFunction, pattern: string): Promise<void> {
  const [fired] = await tx<{ dueAt: Date }[]>`
    select next_at as "dueAt" from runner.crons
    where function_id = ${fn.id} and pattern = ${pattern} and next_at <= now() for update`
  if (!fired) return
  await tx`
    update runner.crons set next_at = ${nextCronTime(pattern)} where function_id = ${fn.id} and pattern = ${pattern}`
  const ts = fired.dueAt.getTime()
  await createRun(tx, fn, { id: `${fn.id}/${ts}`, name: 'inngest/scheduled.timer', data: { cron: pattern }, ts })
}
