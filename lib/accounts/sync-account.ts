import { eq, sql } from 'drizzle-orm'
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core'
import type { Db } from '@/db/client'
import { quietFor, STEP_RETRY_MS, withHeartbeat } from '@/db/lost-runs'
import { accountSyncs } from '@/db/schema/people/accounts'
import { describeSequences } from '@/lib/accounts/describe-sequences'
import { type ListPosition, newerHalf, newestSpan, spanBefore } from '@/lib/accounts/span'
import { AppError } from '@/lib/errors'
import { LOGIN_WAIT_MS, type Outcome } from '@/lib/imports/run/outcome'
import { isRefusedRequest, isUnreadable } from '@/lib/mapillary/http-errors'
import { retryDelayMs } from '@/lib/mapillary/retry-delay'
import type { MapillaryClient, PhotosPage } from '@/lib/mapillary/types'
import type { TokenKeys } from '@/lib/users/token-cipher'
import { withToken } from '@/lib/users/with-token'
import { type AccountSyncRow, findActiveSync, isActiveSync, noteLateSync } from './active-sync'
import type { RequestedAccountSync } from './request-account-sync'
import { storePage } from './store-page'

type Tools = { db: Db; mapillary: MapillaryClient; tokenKeys: TokenKeys }

const STEP_BUDGET_MS = 10_000 // a step ends after so long, so that a crash repeats little
const MOST_WAITS = 40 // about five hours

/**
 * Reads on in the list of a user's photos, page by page for some seconds; a large account newest first, year by year. Every page is stored
 * together with the position of the next one, so that a crash repeats one page at most. `waits`: how often in a row it has waited for
 * Mapillary. Safe to repeat.
 */
export async function syncAccount(
  tools: Tools,
  { userId, attempt, waits }: RequestedAccountSync & { waits: number },
): Promise<Outcome> {
  const { db } = tools
  const sync = await findActiveSync(db, { userId, attempt })
  if (!sync) {
    await noteLateSync(db, { userId, attempt })
    return { next: 'stop' }
  }
  const note = (values: PgUpdateSetSource<typeof accountSyncs>) =>
    db.update(accountSyncs).set(values).where(isActiveSync(sync))
  try {
    return await withHeartbeat(
      () => note({ movedAt: sql`now()` }),
      () => readPages(tools, sync),
    )
  } catch (error) {
    if (!(error instanceof AppError)) {
      await note(quietFor(accountSyncs, STEP_RETRY_MS)).catch(() => undefined) // a database that is away must not hide what happened
      throw error
    }
    if (error.code === 'UNAUTHENTICATED') return wait(db, sync, { state: 'waiting_for_login', error })
    if (error.code !== 'RATE_LIMITED' && waits >= MOST_WAITS) throw error
    return wait(db, sync, { state: 'waiting_for_mapillary', error, ms: retryDelayMs(error, waits) })
  }
}

async function readPages(tools: Tools, sync: AccountSyncRow): Promise<Outcome> {
  const { db } = tools
  const end = Date.now() + STEP_BUDGET_MS
  const user = await withToken(tools, sync.userId, (token) => tools.mapillary.getMe(token)) // names change
  let next: ListPosition | null = { since: sync.since, until: sync.until, after: sync.after }
  while (next) {
    const at: ListPosition = next
    const page = await readPage(tools, sync, { user, ...at })
    next = positionAfter(sync, at, page)
    // A large account begins anew with its newest span: this page would leave most sequences half known for a long time.
    const isDropped = !at.since && !at.until && next !== null
    await storePage(db, sync, { photos: isDropped ? [] : page.photos, at, next })
    if (!next?.after) await describeSequences(db, sync.userId) // a span is over
    if (!(await findActiveSync(db, sync))) return { next: 'stop' } // as when the account is suspended
    if (next && Date.now() > end) return { next: 'again' }
  }
  await finish(db, sync)
  return { next: 'done' }
}

/** One page of the list. A position that Mapillary no longer knows is given up for the start of its span. */
async function readPage(
  tools: Tools,
  sync: AccountSyncRow,
  query: ListPosition & { user: { key: string; username: string } },
): Promise<PhotosPage> {
  try {
    const page = await withToken(tools, sync.userId, async (token) => tools.mapillary.listPhotos?.(token, query))
    if (!page) throw new AppError('CONFLICT', 'This version of Mapillary lists sequences')
    if (page.after !== null && page.after === query.after)
      throw new AppError('UPSTREAM_FAILED', "The pages of Mapillary's list go round in circles")
    return page
  } catch (error) {
    if (query.after !== null && error instanceof AppError && isRefusedRequest(error))
      await tools.db.update(accountSyncs).set({ after: null }).where(eq(accountSyncs.userId, sync.userId))
    throw error
  }
}

/** Where to read on after a page; null when all has been read. */
function positionAfter(
  { kind }: AccountSyncRow,
  { since, until }: ListPosition,
  { after, mayBeCut }: PhotosPage,
): ListPosition | null {
  const isEverything = since === null && until === null
  const now = new Date()
  if (isEverything && (after !== null || mayBeCut)) return { ...newestSpan(now), after: null }
  if (after !== null) return { since, until, after }
  const half = mayBeCut ? newerHalf({ since, until }, now) : null
  if (half) return { ...half, after: null }
  const before = kind === 'new' || isEverything ? null : spanBefore({ since, until })
  return before && { ...before, after: null }
}

/** After a sync of the whole account, the photos that it did not meet are no longer on Mapillary. */
async function finish(db: Db, { userId, attempt, number, kind, startedAt }: AccountSyncRow): Promise<void> {
  if (kind === 'whole') {
    await db.execute(sql`
      with gone as (
        delete from account_photos where user_id = ${userId} and seen_in < ${number} returning sequence_key
      )
      update account_sequences set is_stale = true
      where user_id = ${userId} and sequence_key in (select sequence_key from gone)`)
    await describeSequences(db, userId)
  }
  await db
    .update(accountSyncs)
    .set({
      state: 'done',
      reason: null,
      finishedAt: sql`now()`,
      ...(kind === 'whole' && { wholeReadAt: startedAt }),
    })
    .where(isActiveSync({ userId, attempt }))
}

async function wait(
  db: Db,
  sync: AccountSyncRow,
  { state, error, ms = 0 }: { state: 'waiting_for_login' | 'waiting_for_mapillary'; error: AppError; ms?: number },
): Promise<Outcome> {
  await db
    .update(accountSyncs)
    .set({
      state,
      reason: error.message,
      waitingUntil: ms > 0 ? new Date(Date.now() + ms) : null,
      ...quietFor(accountSyncs, state === 'waiting_for_login' ? LOGIN_WAIT_MS : ms),
    })
    .where(isActiveSync(sync))
  return state === 'waiting_for_login' ? { next: 'login' } : { next: 'wait', ms, unreadable: isUnreadable(error) }
}
