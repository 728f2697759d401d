import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { imports } from '@/db/schema/imports'
import { sequences } from '@/db/schema/sequences'
import { users } from '@/db/schema/users'
import { AppError } from '@/lib/errors'
import { ACTIVE_STATES } from '@/lib/imports/types'
import { requireMatched } from '@/lib/key-migration/old-keys'
import { isUnreadable } from '@/lib/mapillary/http-errors'
import type { MapillaryClient } from '@/lib/mapillary/types'
import { getToken } from '@/lib/users/get-token'
import { markTokenRefused } from '@/lib/users/log-in'

/**
 * What is to happen after one attempt at a piece of an import. A refused token and an outage are no failures:
 * the import sleeps and goes on. `stop`: the import was cancelled or is gone.
 */
export type Outcome =
  | { next: 'done' | 'again' | 'stop' | 'login' | 'turn' }
  | { next: 'wait'; ms: number; unreadable: boolean }

/** Of one piece of an import: waits for Mapillary in a row and how long they were together, and answers in a row that could not be understood. */
export type Patience = { waits: number; waitedMs: number; tries: number }

export const NO_WAITS: Patience = { waits: 0, waitedMs: 0, tries: 0 }

export function patienceAfter({ waits, waitedMs, tries }: Patience, outcome: Outcome): Patience {
  if (outcome.next !== 'wait') return NO_WAITS
  return { waits: waits + 1, waitedMs: waitedMs + outcome.ms, tries: outcome.unreadable ? tries + 1 : 0 }
}

export type ImportJob = {
  importId: number
  userId: number
  sequenceId: number
  sequenceKey: string
  kind: 'import' | 'sync'
  username: string
  token: () => Promise<string> // the owner's newest Mapillary token; throws UNAUTHENTICATED
}

type Tools = { db: Db; mapillary: MapillaryClient; tokenKey: Buffer }

const LONGEST_WAIT_MS = 10 * 60_000
const LONGEST_PATIENCE_MS = 24 * 3_600_000 // after it nobody waits for Mapillary any more (docs/architecture.md)
const TOKEN_FRESH_MS = 1_000 // hundreds of small originals a second need not ask for it each

type Attempt = {
  importId: number
  patience: Patience
  lacking: string // what is missing when it gives up, for people: 'The altitude did not come'
  patienceMs?: number // with an outage; with a rate limit it is always the longest
  giveUp?: (error: AppError) => Promise<Outcome>
}

/**
 * Runs one piece of work of an import and keeps the import's state in step with how it went. `patience` is this piece's own: pieces run
 * side by side, and what one of them waits says nothing of the others' patience. When it has come to its end the piece gives up: by
 * `giveUp`, else the upstream's error is thrown on.
 */
export async function attempt(
  tools: Tools,
  { importId, patience, lacking, patienceMs = LONGEST_PATIENCE_MS, giveUp }: Attempt,
  work: (job: ImportJob) => Promise<Outcome>,
): Promise<Outcome> {
  const { db } = tools
  const found = await findActiveImport(db, importId)
  if (!found) return { next: 'stop' }
  let revision: number | undefined
  let read: { login: ReturnType<typeof getToken>; at: number } | undefined
  await requireMatched(tools, found.sequenceId)
  try {
    const token = async () => {
      const isFresh = read && Date.now() - read.at < TOKEN_FRESH_MS
      if (!read || !isFresh) read = { login: getToken(tools, found.userId), at: Date.now() }
      const login = await read.login
      revision = login.revision
      return login.token
    }
    const outcome = await work({ importId, ...found, token })
    if (outcome.next === 'done' || outcome.next === 'again') await markProgress(db, importId)
    return outcome
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'UNAUTHENTICATED')
      return waitForLogin(db, { importId, userId: found.userId, revision, reason: error.message })
    if (error.code !== 'RATE_LIMITED' && error.code !== 'UPSTREAM_FAILED') throw error
    const endMs = error.code === 'RATE_LIMITED' ? LONGEST_PATIENCE_MS : patienceMs
    if (patience.waitedMs < endMs) return waitForMapillary(db, { importId, error, waits: patience.waits })
    const reason = `${lacking} within ${inHours(patience.waitedMs)}: ${error.message}`
    const gaveUp = new AppError('UPSTREAM_FAILED', reason, { cause: error })
    if (giveUp) return giveUp(gaveUp)
    throw gaveUp
  }
}

function inHours(ms: number): string {
  const hours = Math.round(ms / 3_600_000)
  return hours < 1 ? 'half an hour' : hours === 1 ? 'an hour' : `${hours} hours`
}

async function findActiveImport(db: Db, importId: number) {
  const [row] = await db
    .select({
      userId: imports.userId,
      sequenceId: imports.sequenceId,
      kind: imports.kind,
      sequenceKey: sequences.mapillaryKey,
      username: users.username,
    })
    .from(imports)
    .innerJoin(sequences, eq(sequences.id, imports.sequenceId))
    .innerJoin(users, eq(users.id, imports.userId))
    .where(and(eq(imports.id, importId), inArray(imports.state, [...ACTIVE_STATES])))
  return row
}

/** Something got through: the import runs (again), unless another piece of it still waits, for Mapillary or for a login. */
async function markProgress(db: Db, importId: number): Promise<void> {
  await db
    .update(imports)
    .set({ state: 'running', reason: null, waitingUntil: null })
    .where(
      sql`${imports.id} = ${importId} and ((${imports.state} = 'waiting_for_mapillary' and ${imports.waitingUntil} <= now())
        or (${imports.state} = 'waiting_for_login'
          and exists (select 1 from mapillary_accounts a where a.user_id = ${imports.userId} and a.state = 'active'
            and (a.expires_at is null or a.expires_at > now()))))`,
    )
}

async function waitForLogin(
  db: Db,
  {
    importId,
    userId,
    revision,
    reason,
  }: { importId: number; userId: number; revision: number | undefined; reason: string },
): Promise<Outcome> {
  if (revision !== undefined) await markTokenRefused(db, { userId, revision })
  await db
    .update(imports)
    .set({ state: 'waiting_for_login', reason, waitingUntil: null })
    .where(and(eq(imports.id, importId), inArray(imports.state, [...ACTIVE_STATES])))
  return { next: 'login' }
}

async function waitForMapillary(
  db: Db,
  { importId, error, waits }: { importId: number; error: AppError; waits: number },
): Promise<Outcome> {
  const ms = Math.max(error.retryAfterMs ?? 0, Math.min(1000 * 2 ** Math.min(waits, 20), LONGEST_WAIT_MS))
  await db
    .update(imports)
    .set({
      state: sql`case when ${imports.state} = 'waiting_for_login' then ${imports.state} else 'waiting_for_mapillary' end`,
      reason: error.message,
      waitingUntil: sql`greatest(${imports.waitingUntil}, now() + ${ms}::float8 * interval '1 ms')`,
    })
    .where(and(eq(imports.id, importId), inArray(imports.state, [...ACTIVE_STATES])))
  return { next: 'wait', ms, unreadable: isUnreadable(error) }
}
