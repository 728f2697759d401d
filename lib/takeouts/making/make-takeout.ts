import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { quietFor } from '@/db/lost-runs'
import { takeoutSequences, takeouts } from '@/db/schema/takeouts'
import { AppError, type ErrorCode } from '@/lib/errors'
import type { Outcome } from '@/lib/imports/run/outcome'
import { isBeingMade, noteLateTakeout, type RequestedTakeout, watchTakeout } from './active-takeout'
import { checkOriginals } from './check-originals'
import { type DerivingTools, deriveFiles } from './derive-files'
import { finishTakeout } from './finish-takeout'
import { packSequence } from './pack-sequence'

/** `viewerFolder`: where the offline viewer was built to. */
export type TakeoutTools = DerivingTools & { viewerFolder: string }

const STEP_BUDGET_MS = 20_000 // a step ends after so long
const OUTAGES: ErrorCode[] = ['BACKUP_FAILED', 'RATE_LIMITED']
const WAIT_MS = 30_000

/**
 * Goes on with the making of a takeout for some seconds: its originals are checked and listed, then previews and copies are made and the
 * small files of each sequence written, then those of the bag. While the backup is away it waits. Safe to repeat, also after a kill at any point.
 */
export async function makeTakeout(tools: TakeoutTools, requested: RequestedTakeout): Promise<Outcome> {
  const { db } = tools
  if ((await db.$count(takeouts, isBeingMade(requested))) === 0) {
    await noteLateTakeout(db, requested)
    return { next: 'stop' }
  }
  return watchTakeout(db, requested, async () => {
    try {
      return await makeForAWhile(tools, requested)
    } catch (error) {
      if (!(error instanceof AppError) || !OUTAGES.includes(error.code)) throw error
      const ms = error.retryAfterMs ?? WAIT_MS
      await db.update(takeouts).set(quietFor(takeouts, ms)).where(isBeingMade(requested))
      return { next: 'wait', ms, unreadable: false, isOurs: true }
    }
  })
}

async function makeForAWhile(tools: TakeoutTools, requested: RequestedTakeout): Promise<Outcome> {
  const end = Date.now() + STEP_BUDGET_MS
  while (Date.now() < end) {
    const next = await nextSequence(tools.db, requested.takeoutId)
    if (!next) {
      await finishTakeout(tools, requested)
      return { next: 'done' }
    }
    const isMore = (await checkOriginals(tools, requested, next)) || (await deriveFiles(tools, requested, next))
    if (!isMore) await packSequence(tools, requested, next.sequenceId)
    if ((await tools.db.$count(takeouts, isBeingMade(requested))) === 0) return { next: 'stop' }
  }
  return { next: 'again' }
}

async function nextSequence(db: Db, takeoutId: number) {
  const [next] = await db
    .select({
      sequenceId: takeoutSequences.sequenceId,
      checkedN: takeoutSequences.checkedN,
      derivedN: takeoutSequences.derivedN,
    })
    .from(takeoutSequences)
    .where(and(eq(takeoutSequences.takeoutId, takeoutId), isNull(takeoutSequences.packedAt)))
    .orderBy(asc(takeoutSequences.sequenceId))
    .limit(1)
  return next
}
