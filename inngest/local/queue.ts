import type { Db } from '@/inngest/local/store'

/** A job that is ours until its lease runs out. The lease is unique to this claim. */
export type ClaimedJob = { id: string; runId: string; stepId: string; attempt: number; misses: number; lease: string }

/**
 * Claims up to `count` due jobs: in each queue the oldest turns first and no more than its limit, and among the queues
 * again the oldest turns first. Looks at the heads of the queues only, however long they are.
 */
export async function claimJobs(
  sql: Db,
  { count, leaseMs }: { count: number; leaseMs: number },
): Promise<ClaimedJob[]> {
  return sql<ClaimedJob[]>`
    with recursive queues as (
      (select queue, queue_limit from runner.jobs where lease is null order by queue limit 1)
      union all
      select following.queue, following.queue_limit
      from queues cross join lateral (
        select queue, queue_limit from runner.jobs where lease is null and queue > queues.queue order by queue limit 1
      ) following
    ),
    leased as (select queue, count(*) as jobs from runner.jobs where lease is not null group by queue),
    picked as (
      select job.id
      from queues left join leased using (queue) cross join lateral (
        select id, turn from runner.jobs
        where queue = queues.queue and lease is null and due_at <= now() and turn <= now() + interval '1 minute'
        order by turn, id
        limit greatest(0, least(${count}::bigint, queues.queue_limit - coalesce(leased.jobs, 0)))
      ) job
      order by job.turn, job.id
      limit ${count}
    ),
    locked as (
      select id from runner.jobs where id in (select id from picked) and lease is null for update skip locked
    )
    update runner.jobs
    set lease = gen_random_uuid()::text, lease_until = now() + ${leaseMs}::float8 * interval '1 millisecond'
    from locked
    where jobs.id = locked.id
    returning jobs.id, run_id as "runId", step_id as "stepId", attempt, misses, lease`
}

/** Milliseconds until the next job that is not due yet becomes so. */
export async function nextJobInMs(sql: Db): Promise<number> {
  const [row] = await sql<{ ms: number | null }[]>`
    select extract(epoch from min(due_at) - now())::float8 * 1000 as ms
    from runner.jobs where lease is null and due_at > now()`
  return row?.ms ?? Number.POSITIVE_INFINITY
}

/** Extends the leases and returns those that still hold; the others were lost, for example to a cancelled run. */
export async function extendLeases(sql: Db, leases: string[], leaseMs: number): Promise<string[]> {
  // A locked job is just being settled. To wait for it could be a deadlock.
  await sql`
    update runner.jobs set lease_until = now() + ${leaseMs}::float8 * interval '1 millisecond'
    where id in (select id from runner.jobs where lease = any(${leases}) for update skip locked)`
  const held = await sql<{ lease: string }[]>`select lease from runner.jobs where lease = any(${leases})`
  return held.map(({ lease }) => lease)
}

/** Puts a job back that the app could not be asked about. This is no attempt. */
export async function putBack(sql: Db, job: ClaimedJob, delayMs: number): Promise<void> {
  await sql`
    update runner.jobs
    set lease = null, lease_until = null, is_repeated = false, misses = misses + 1,
      due_at = now() + ${delayMs}::float8 * interval '1 millisecond',
      turn = now() + ${delayMs}::float8 * interval '1 millisecond'
    where id = ${job.id} and lease = ${job.lease}`
}

/** Frees the given leases, so that a next runner goes on at once. */
export async function freeLeases(sql: Db, leases: string[]): Promise<void> {
  await sql`update runner.jobs set lease = null, lease_until = null where lease = any(${leases})`
}

/** Frees the leases of a runner that is gone. Only the one runner of the database may do so. */
export async function freeAllLeases(sql: Db): Promise<void> {
  await sql`update runner.jobs set lease = null, lease_until = null where lease is not null`
}

/** Frees the leases that nobody extended. */
export async function freeExpiredLeases(sql: Db): Promise<void> {
  await sql`
    update runner.jobs set lease = null, lease_until = null
    where id in (select id from runner.jobs where lease is not null and lease_until < now() for update skip locked)`
}
