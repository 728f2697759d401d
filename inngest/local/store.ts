import type postgres from 'postgres'
import { openPool } from '@/db/open-pool'
import { retryWhileDatabaseIsAway } from '@/db/retry-while-database-is-away'

/** A connection or an open transaction. */
export type Db = postgres.ISql

const DATABASE_PATIENCE_MS = 100_000 // a database that was killed first replays what it had not written down
const SCHEMA_LOCK = 7_310_001
const RUNNER_LOCK = 7_310_002

/** Opens the runner's connections. Nothing is sent before the first query. */
export function openDatabase(url: string, max: number): postgres.Sql {
  return openPool(url, { max, connection: { application_name: 'runner' } })
}

/**
 * Makes this process the only runner of the database for as long as it lives. Throws when there is another one; one
 * that was just killed is waited for, since PostgreSQL takes a moment to notice.
 */
export async function becomeOnlyRunner(databaseUrl: string, patienceMs = 2000) {
  // The lock belongs to the connection, which therefore must never be renewed for its age.
  const sql = openPool(databaseUrl, { max: 1, connection: { application_name: 'runner lock' } })
  /** Whether we (still) are the only runner. After a lost connection the lock is taken again. */
  const confirm = async () => {
    const [row] = await sql<{ isHeld: boolean }[]>`select pg_try_advisory_lock(${RUNNER_LOCK}) as "isHeld"`
    return row?.isHeld === true
  }
  await retryWhileDatabaseIsAway(() => sql`select 1`, { patienceMs: DATABASE_PATIENCE_MS }) // they may have died together
  const deadline = Date.now() + patienceMs
  while (!(await confirm())) {
    if (Date.now() > deadline) {
      await sql.end({ timeout: 1 })
      throw new Error('Another runner already works on this database')
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return { confirm, release: () => sql.end({ timeout: 1 }) }
}

/** Creates the runner's own tables. Safe to repeat, also at the same time. */
export async function createTables(sql: postgres.Sql): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${SCHEMA_LOCK})`
    await tx.unsafe(TABLES)
  })
}

// JSON is kept as canonical text: it goes out exactly as it came in, and jsonb could not hold \u0000.
const TABLES = `
  create schema if not exists runner;

  create table if not exists runner.events (
    id text primary key,
    position bigint not null generated always as identity,
    name text not null,
    body text not null,
    is_dispatched boolean not null default false,
    received_at timestamptz not null default now()
  );
  create index if not exists events_waiting on runner.events (position) where not is_dispatched;
  create index if not exists events_received_at on runner.events (received_at);

  create table if not exists runner.runs (
    id text primary key,
    function_id text not null,
    event text not null,
    queue text not null,
    queue_limit integer,
    status text not null default 'running' check (status in ('running', 'completed', 'failed', 'cancelled')),
    output text,
    created_at timestamptz not null default now(),
    ended_at timestamptz
  );
  create index if not exists runs_running on runner.runs (function_id) where status = 'running';
  create index if not exists runs_ended_at on runner.runs (ended_at) where ended_at is not null;

  -- What a run has done, in order of completion: {"data":…,"type":"data"} or {"error":…,"type":"error"}.
  create table if not exists runner.steps (
    run_id text not null references runner.runs on delete cascade,
    step_id text not null,
    position bigint not null generated always as identity,
    name text not null,
    result text not null,
    finished_at timestamptz not null default now(),
    primary key (run_id, step_id)
  );

  -- Requests to make to the app: one planned step, or 'step' to go on with the function (at most one per run).
  create table if not exists runner.jobs (
    id bigint primary key generated always as identity,
    run_id text not null references runner.runs on delete cascade,
    step_id text not null,
    queue text not null,
    queue_limit integer,
    due_at timestamptz not null,
    turn timestamptz not null,
    attempt integer not null default 0,
    misses integer not null default 0,
    is_repeated boolean not null default false,
    lease text,
    lease_until timestamptz,
    unique (run_id, step_id)
  );
  create index if not exists jobs_waiting on runner.jobs (queue, turn, id) where lease is null;
  create index if not exists jobs_due_at on runner.jobs (due_at) where lease is null;
  create index if not exists jobs_leased on runner.jobs (queue) where lease is not null;

  -- Open sleeps (no event name) and waits for an event.
  create table if not exists runner.waits (
    run_id text not null references runner.runs on delete cascade,
    step_id text not null,
    name text not null,
    event_name text,
    expression text,
    due_at timestamptz not null,
    primary key (run_id, step_id)
  );
  create index if not exists waits_due_at on runner.waits (due_at);
  create index if not exists waits_event_name on runner.waits (event_name) where event_name is not null;

  create table if not exists runner.crons (
    function_id text not null,
    pattern text not null,
    next_at timestamptz not null,
    primary key (function_id, pattern)
  );
`

/** Deletes what nobody asks for any more: events after a day, completed and cancelled runs too, failed ones after 14. */
export async function deleteOld(sql: Db): Promise<void> {
  await sql`delete from runner.events where is_dispatched and received_at < now() - interval '1 day'`
  await sql`
    delete from runner.runs
    where ended_at < now() - case status when 'failed' then interval '14 days' else interval '1 day' end`
}
