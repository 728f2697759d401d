import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { takeoutSequences, takeouts } from '@/db/schema/takeouts'
import { AppError } from '@/lib/errors'
import { Id } from '@/lib/model/ids'
import type { PhotoSources } from '@/lib/photos/pictures/photo-sources'
import { findOwnPhotos, TakeoutSearch } from './find-own-photos'
import { isTaken, type RequestedTakeout } from './making/active-takeout'

const MOST_AT_ONCE = 3
const MOST_SEQUENCES = 10_000

const partBytes = z
  .int('expected a whole number of bytes')
  .min(1_000, 'expected at least 1000 bytes')
  .optional()
  .describe(
    'How large an archive may be at most; a file that is larger has one of its own. Without it there is one archive.',
  )
const repaired = z
  .boolean()
  .optional()
  .describe(
    'Whether there are copies of the originals beside them into whose metadata position, heading and kind are written.',
  )
const shared = { partBytes, repaired }

export const TakeoutInput = z.union(
  [
    z.object({ all: z.literal(true), ...shared }),
    z.object({ sequences: z.array(Id).min(1).max(MOST_SEQUENCES), ...shared }),
    z.object({ search: TakeoutSearch, ...shared }),
  ],
  'expected "sequences": a list of ids, "search": the parameters of a search, or "all": true',
)
export type TakeoutInput = z.infer<typeof TakeoutInput>

/**
 * Writes down what a user takes with them: sequences of their own, or their photos that a search finds, hidden and private ones too. The
 * function `make-takeout` does the rest. Throws NOT_FOUND (also for somebody else's sequence, or one that is being deleted), INVALID_INPUT
 * for a search that cannot be, CONFLICT when there is nothing to take, or too many are being made.
 */
export async function requestTakeout(
  sources: PhotoSources,
  { userId, input }: { userId: number; input: TakeoutInput },
): Promise<RequestedTakeout> {
  const found = 'search' in input ? await findOwnPhotos(sources, { userId, search: input.search }) : null
  const wanted = found ? [...found.keys()] : 'sequences' in input ? [...new Set(input.sequences)] : null
  return sources.db.transaction(async (tx) => {
    await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('update') // one request after the other
    const making = await tx.$count(takeouts, and(eq(takeouts.userId, userId), eq(takeouts.state, 'making')))
    if (making >= MOST_AT_ONCE)
      throw new AppError('CONFLICT', `${making} takeouts of yours are being made. Wait until one of them is ready.`)
    const ids = await ownSequences(tx, { userId, wanted })
    const { partBytes = null, repaired: isRepaired = false } = input
    const takeout = one(
      await tx
        .insert(takeouts)
        .values({ userId, isAll: 'all' in input, isRepaired, partBytes })
        .returning({ takeoutId: takeouts.id, attempt: takeouts.attempt }),
    )
    const { takeoutId } = takeout
    await tx
      .insert(takeoutSequences)
      .values(ids.map((sequenceId) => ({ takeoutId, sequenceId, numbers: found?.get(sequenceId) ?? null })))
    await tx
      .update(takeouts)
      .set({ photoTotal: sql`(${countOriginals(tx, takeoutId)})` })
      .where(eq(takeouts.id, takeoutId))
    return takeout
  })
}

function countOriginals(tx: Db, takeoutId: number) {
  return tx
    .select({ count: sql`count(*)` })
    .from(photos)
    .innerJoin(takeoutSequences, isTaken(takeoutId))
    .where(isNotNull(photos.backedUpAt))
}

async function ownSequences(
  tx: Db,
  { userId, wanted }: { userId: number; wanted: number[] | null },
): Promise<number[]> {
  const isOwn = and(eq(sequences.ownerId, userId), isNull(sequences.deletedAt))
  const rows = await tx
    .select({ id: sequences.id })
    .from(sequences)
    .where(and(isOwn, wanted ? inArray(sequences.id, wanted) : sql`true`))
    .orderBy(sequences.id)
    .for('share') // a deletion that comes now ends the takeout
  const ids = rows.map(({ id }) => id)
  const missing = wanted?.find((id) => !ids.includes(id))
  if (missing !== undefined) throw new AppError('NOT_FOUND', `Sequence ${missing} not found`)
  if (ids.length === 0)
    throw new AppError('CONFLICT', 'None of your photos are here: there is nothing to take with you')
  return ids
}
