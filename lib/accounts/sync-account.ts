import { and, eq, inArray, lt, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { accountReadings, accountSequences } from '@/db/schema/accounts'
import { describeSequences } from '@/lib/accounts/describe-sequences'
import { newerHalf, newestSpan, type Span, spanBefore } from '@/lib/accounts/span'
import { ACTIVE_READING_STATES } from '@/lib/accounts/types'
import { AppError } from '@/lib/errors'
import type { Outcome } from '@/lib/imports/run/outcome'
import { isRefusedRequest, isUnreadable } from '@/lib/mapillary/http-errors'
import { retryDelayMs } from '@/lib/mapillary/retry-delay'
import type { ListedPhoto, MapillaryClient, PhotosPage } from '@/lib/mapillary/types'
import { withToken } from '@/lib/users/with-token'
import type { RequestedReading } from './request-account-sync'

type Tools = { db: Db; mapillary: MapillaryClient; tokenKey: Buffer }
type Reading = typeof accountReadings.$inferSelect
type Place = Span & { after: string | null }

const STEP_BUDGET_MS = 10_000 // a step ends after so long, so that a crash repeats little
const MOST_WAITS = 40 // about five hours

/**
 * Reads on in the list of a user's photos, page by page for some seconds: a large account newest first, year by year. Every page is
 * stored together with the place of the next one, so that a crash repeats one page at most. `waits`: how often in a row Mapillary was waited for. Safe to repeat.
 */
export async function readAccount(
  tools: Tools,
  { userId, attempt, waits }: RequestedReading & { waits: number },
): Promise<Outcome> {
  const { db } = tools
  const reading = await findActive(db, { userId, attempt })
  if (!reading) return { next: 'stop' }
  try {
    return await readPages(tools, reading)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'UNAUTHENTICATED') return wait(db, reading, { state: 'waiting_for_login', error })
    if (error.code !== 'RATE_LIMITED' && waits >= MOST_WAITS) throw error
    return wait(db, reading, { state: 'waiting_for_mapillary', error, ms: retryDelayMs(error, waits) })
  }
}

/** Ends a reading that cannot go on, with the reason in words; what was read stays. Safe to repeat. */
export async function failReading(db: Db, requested: RequestedReading, reason: string): Promise<void> {
  await db.update(accountReadings).set({ state: 'failed', reason, waitingUntil: null }).where(isActive(requested))
}

async function findActive(db: Db, requested: RequestedReading): Promise<Reading | undefined> {
  const [row] = await db.select().from(accountReadings).where(isActive(requested))
  return row
}

function isActive({ userId, attempt }: RequestedReading) {
  return and(
    eq(accountReadings.userId, userId),
    eq(accountReadings.attempt, attempt),
    inArray(accountReadings.state, [...ACTIVE_READING_STATES]),
  )
}

async function readPages(tools: Tools, reading: Reading): Promise<Outcome> {
  const { db } = tools
  const end = Date.now() + STEP_BUDGET_MS
  const user = await withToken(tools, reading.userId, (token) => tools.mapillary.getMe(token)) // names change
  let place: Place | null = { since: reading.since, until: reading.until, after: reading.after }
  while (place) {
    const at: Place = place
    const page = await askFor(tools, reading, { user, ...at })
    place = placeAfter(reading, at, page)
    // A large account begins anew with its newest span: of this page, most sequences would be known in parts for long.
    const isGivenUp = !at.since && !at.until && place !== null
    await storePage(db, reading, { photos: isGivenUp ? [] : page.photos, at, next: place })
    if (!place?.after) await describeSequences(db, reading.userId) // a span is over
    if (place && Date.now() > end) return { next: 'again' }
  }
  await finish(db, reading)
  return { next: 'done' }
}

/** A place in the list that Mapillary no longer knows is given up for the start of its span. */
async function askFor(
  tools: Tools,
  reading: Reading,
  asked: Place & { user: { key: string; username: string } },
): Promise<PhotosPage> {
  try {
    const page = await withToken(tools, reading.userId, async (token) => tools.mapillary.listPhotos?.(token, asked))
    if (!page) throw new AppError('CONFLICT', 'This version of Mapillary lists sequences')
    if (page.after !== null && page.after === asked.after)
      throw new AppError('UPSTREAM_FAILED', "The pages of Mapillary's list go round in circles")
    return page
  } catch (error) {
    if (asked.after !== null && error instanceof AppError && isRefusedRequest(error))
      await tools.db.update(accountReadings).set({ after: null }).where(eq(accountReadings.userId, reading.userId))
    throw error
  }
}

/** Where to read on after a page, null when all has been read. */
function placeAfter({ kind }: Reading, { since, until }: Place, { after, mayBeCut }: PhotosPage): Place | null {
  const isEverything = since === null && until === null
  const now = new Date()
  if (isEverything && (after !== null || mayBeCut)) return { ...newestSpan(now), after: null }
  if (after !== null) return { since, until, after }
  const half = mayBeCut ? newerHalf({ since, until }, now) : null
  if (half) return { ...half, after: null }
  const before = kind === 'new' || isEverything ? null : spanBefore({ since, until })
  return before && { ...before, after: null }
}

async function storePage(
  db: Db,
  { userId, attempt, number }: Reading,
  { photos, at, next }: { photos: ListedPhoto[]; at: Place; next: Place | null },
): Promise<void> {
  const rows = photos.map(({ key, sequenceKey, capturedAt, lngLat, isPano, cameraMake }) => ({
    key,
    sequence_key: sequenceKey,
    captured_at: capturedAt,
    lng: lngLat?.[0],
    lat: lngLat?.[1],
    is_pano: isPano,
    camera_make: cameraMake,
  }))
  await db.transaction(async (tx) => {
    const [moved] = await tx
      .update(accountReadings)
      .set({
        ...(next ?? at),
        state: 'reading',
        reason: null,
        waitingUntil: null,
        progressAt: sql`now()`,
      })
      .where(and(isActive({ userId, attempt }), sql`${accountReadings.after} is not distinct from ${at.after}`))
      .returning({ userId: accountReadings.userId })
    if (!moved) return // another run has read this page meanwhile
    // Photos on the edge of two spans, or in a span that was halved, come more than once; they count once.
    await tx.execute(sql`
      with met as (
        insert into account_photos (user_id, sequence_key, photo_key, captured_at, lng, lat, is_pano, camera_make, seen_in)
        select distinct on (r.sequence_key, r.key) ${userId}::bigint, r.sequence_key, r.key, r.captured_at, r.lng, r.lat, r.is_pano, r.camera_make, ${number}::int
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          as r(key text, sequence_key text, captured_at timestamptz, lng float8, lat float8, is_pano boolean, camera_make text)
        on conflict (user_id, sequence_key, photo_key) do update set captured_at = excluded.captured_at, lng = excluded.lng,
          lat = excluded.lat, is_pano = excluded.is_pano, camera_make = excluded.camera_make, seen_in = excluded.seen_in
          where account_photos.seen_in <> excluded.seen_in
        returning 1
      )
      update account_readings set photo_count = photo_count + (select count(*) from met) where user_id = ${userId}`)
    const keys = [...new Set(photos.map(({ sequenceKey }) => sequenceKey))]
    if (keys.length > 0)
      await tx
        .insert(accountSequences)
        .values(keys.map((sequenceKey) => ({ userId, sequenceKey })))
        .onConflictDoUpdate({
          target: [accountSequences.userId, accountSequences.sequenceKey],
          set: { isStale: true },
        })
  })
}

/** After a whole reading, what it did not meet is not on Mapillary any more. */
async function finish(db: Db, { userId, attempt, number, kind, startedAt }: Reading): Promise<void> {
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
    .update(accountReadings)
    .set({
      state: 'done',
      reason: null,
      finishedAt: sql`now()`,
      ...(kind === 'whole' && { wholeReadAt: startedAt }),
    })
    .where(isActive({ userId, attempt }))
}

async function wait(
  db: Db,
  reading: Reading,
  { state, error, ms = 0 }: { state: 'waiting_for_login' | 'waiting_for_mapillary'; error: AppError; ms?: number },
): Promise<Outcome> {
  await db
    .update(accountReadings)
    .set({ state, reason: error.message, waitingUntil: ms > 0 ? new Date(Date.now() + ms) : null })
    .where(isActive(reading))
  return state === 'waiting_for_login' ? { next: 'login' } : { next: 'wait', ms, unreadable: isUnreadable(error) }
}

/** Readings that have not moved for a while: their event may have been lost between the database and Inngest. */
export async function findStuckReadings(db: Db): Promise<RequestedReading[]> {
  return db
    .select({ userId: accountReadings.userId, attempt: accountReadings.attempt })
    .from(accountReadings)
    .where(and(eq(accountReadings.state, 'reading'), lt(accountReadings.progressAt, sql`now() - interval '2 minutes'`)))
    .limit(500)
}
