import type { RunRequest } from '@/inngest/local/app'
import { canonicalJson } from '@/inngest/local/canonical'
import type { RunnerFunction } from '@/inngest/local/functions'
import type { ClaimedJob } from '@/inngest/local/queue'
import { maxAttemptsOf } from '@/inngest/local/run'
import type { Db } from '@/inngest/local/store'

type RunState = {
  functionId: string
  event: string
  steps: string
  stack: string
  stepCount: number
  hasOthers: boolean
}

/**
 * Builds the request that a claimed job stands for, undefined when its run has ended. Must be called after the claim
 * was committed: a step that ends in between is then either seen here or asks for another discovery.
 */
export async function buildRequest(
  sql: Db,
  functions: RunnerFunction[],
  job: ClaimedJob,
): Promise<RunRequest | undefined> {
  const state = await loadState(sql, job)
  if (!state) return undefined
  const body = bodyOf(state, functions, job)
  return { functionId: state.functionId, stepId: job.stepId, runId: job.runId, jobId: job.id, body }
}

/** Puts the body together from canonical parts, in canonical order: hundreds of results need not be parsed again. */
function bodyOf(state: RunState, functions: RunnerFunction[], job: ClaimedJob): string {
  const start = canonicalJson({
    attempt: job.attempt,
    // A function that runs a step at once would not report what else it found. (Without fn_id there is no checkpointing.)
    disable_immediate_execution: state.hasOthers,
    max_attempts: maxAttemptsOf(functions, state.functionId),
    run_id: job.runId,
  })
  const stack = `{"current":${state.stepCount},"stack":[${state.stack}]}`
  const ctx = `${start.slice(0, -1)},"stack":${stack},"use_api":false}`
  return `{"ctx":${ctx},"event":${state.event},"events":[${state.event}],"steps":{${state.steps}},"version":2}`
}

async function loadState(sql: Db, job: ClaimedJob): Promise<RunState | undefined> {
  const [state] = await sql<RunState[]>`
    select function_id as "functionId", event, memory.steps, memory.stack, memory.count::int as "stepCount",
      exists (select from runner.jobs where run_id = runs.id and jobs.id <> ${job.id})
        or exists (select from runner.waits where run_id = runs.id) as "hasOthers"
    from runner.runs cross join lateral (
      select count(*),
        coalesce(string_agg('"' || step_id || '":' || result, ',' order by step_id collate "C"), '') as steps,
        coalesce(string_agg('"' || step_id || '"', ',' order by position), '') as stack
      from runner.steps where run_id = runs.id
    ) memory
    where runs.id = ${job.runId} and status = 'running'`
  return state
}
