// JSON is kept as canonical text: it goes out exactly as it came in, and jsonb could not hold \u0000.
export const TABLES = `
  create schema if not exists runner;

  -- The one runner that may work, until its lease ends. Each new holder has a higher fence.
  create table if not exists runner.lease (
    is_only boolean primary key default true check (is_only),
    fence bigint not null default 0,
    holder text not null default '',
    expires_at timestamptz not null default '-infinity'
  );
  insert into runner.lease default values on conflict do nothing;

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
