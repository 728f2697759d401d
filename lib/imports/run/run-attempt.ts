import { and, eq, inArray } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { imports } from '@/db/schema/imports'
import { users } from '@/db/schema/people/users'
import { sequences } from '@/db/schema/sequences'
import { AppError } from '@/lib/errors'
import { requireMigratedKeys } from '@/lib/key-migration/old-keys'
import type { MapillaryClient } from '@/lib/mapillary/types'
import { ACTIVE_STATES } from '@/lib/model/import-states'
import { getToken } from '@/lib/users/get-token'
import type { TokenKeys } from '@/lib/users/token-cipher'
import type { ImportJob } from './import-job'
import type { Outcome } from './outcome'
import { recordProgress, waitForLogin, waitForService } from './record-progress'
import type { RetryBudget } from './retry-budget'
import { noteLateRun, noteQuiet, watchRun } from './watch-run'

type Tools = { db: Db; mapillary: MapillaryClient; tokenKeys: TokenKeys }

const LONGEST_BUDGET_MS = 24 * 3_600_000 // after a day nobody waits for Mapillary any more (docs/architecture.md)
const TOKEN_FRESH_MS = 1_000 // hundreds of small originals a second need not read it each

type Attempt = {
  importId: number
  attempt: number // a newer one has taken over when the import has a higher one
  budget: RetryBudget
  failureText: string // what is missing when the budget is exhausted, for people: 'The altitude did not come'
  budgetMs?: number // for outages; for rate limits it is always the longest
  onExhausted?: (error: AppError) => Promise<Outcome>
}

/**
 * Runs one part of an import and keeps the import's state in step with how it went. `budget` belongs to this part only: parts run side by
 * side, and each waits on its own account. For our own backup it waits without end. When the budget is exhausted, `onExhausted` decides; without it the upstream's error is thrown.
 */
export async function runAttempt(
  tools: Tools,
  part: Attempt,
  work: (job: ImportJob) => Promise<Outcome>,
): Promise<Outcome> {
  const { db } = tools
  const { importId } = part
  const active = await findActiveImport(db, importId)
  if (!active) return { next: 'stop' }
  const { attempt: newestAttempt, ...row } = active
  if (newestAttempt > part.attempt) {
    await noteLateRun(db, importId)
    return { next: 'stop' }
  }
  const login = newestToken(tools, row.userId)
  return watchRun(db, importId, async () => {
    try {
      await requireMigratedKeys(tools, row.sequenceId)
      const outcome = await work({ importId, ...row, token: login.token })
      if (outcome.next === 'done' || outcome.next === 'again') await recordProgress(db, importId)
      return outcome
    } catch (error) {
      if (error instanceof AppError) return waitOrThrow(db, { ...part, ...row, revision: login.revision() }, error)
      await noteQuiet(db, importId).catch(() => undefined) // a database that is away must not hide what happened
      throw error
    }
  })
}

async function waitOrThrow(
  db: Db,
  part: Attempt & { userId: number; revision: number | undefined },
  error: AppError,
): Promise<Outcome> {
  if (error.code === 'UNAUTHENTICATED') return waitForLogin(db, { ...part, reason: error.message })
  if (error.code === 'BACKUP_FAILED') return waitForService(db, { ...part, error, waits: part.budget.waits })
  if (error.code === 'RATE_LIMITED' || error.code === 'UPSTREAM_FAILED') return waitOrFail(db, part, error)
  throw error
}

/** The user's token, read again when it is a second old; `revision`: of the one that was handed out last. */
function newestToken(tools: Tools, userId: number) {
  let revision: number | undefined
  let read: { login: ReturnType<typeof getToken>; at: number } | undefined
  const token = async () => {
    if (!read || Date.now() - read.at >= TOKEN_FRESH_MS) read = { login: getToken(tools, userId), at: Date.now() }
    const login = await read.login
    revision = login.revision
    return login.token
  }
  return { token, revision: () => revision }
}

async function waitOrFail(
  db: Db,
  { importId, budget, failureText, budgetMs = LONGEST_BUDGET_MS, onExhausted }: Attempt,
  error: AppError,
): Promise<Outcome> {
  const endMs = error.code === 'RATE_LIMITED' ? LONGEST_BUDGET_MS : budgetMs
  if (budget.waitedMs < endMs) return waitForService(db, { importId, error, waits: budget.waits })
  const reason = `${failureText} within ${inHours(budget.waitedMs)}: ${error.message}`
  const exhausted = new AppError('UPSTREAM_FAILED', reason, { cause: error })
  if (onExhausted) return onExhausted(exhausted)
  throw exhausted
}

function inHours(ms: number): string {
  const hours = Math.round(ms / 3_600_000)
  return hours < 1 ? 'half an hour' : hours === 1 ? 'an hour' : `${hours} hours`
}

async function findActiveImport(db: Db, importId: number) {
  const [row] = await db
    .select({
      attempt: imports.attempt,
      userId: imports.userId,
      sequenceId: sequences.id,
      kind: imports.kind,
      elsewhere: imports.elsewhere,
      sequenceKey: sequences.mapillaryKey,
      username: users.username,
    })
    .from(imports)
    .innerJoin(sequences, eq(sequences.id, imports.sequenceId))
    .innerJoin(users, eq(users.id, imports.userId))
    .where(and(eq(imports.id, importId), inArray(imports.state, [...ACTIVE_STATES])))
  return row
}
