import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { takeoutSequences, takeouts } from '@/db/schema/takeouts'
import { users } from '@/db/schema/users'
import { AppError } from '@/lib/errors'
import { Id } from '@/lib/model/ids'
import type { RequestedTakeout } from './making/active-takeout'

const MOST_AT_ONCE = 3
const MOST_SEQUENCES = 10_000

const partBytes = z
  .int('expected a whole number of bytes')
  .min(1_000, 'expected at least 1000 bytes')
  .optional()
  .describe(
    'How large an archive may be at most; a file that is larger has one of its own. Without it there is one archive.',
  )
const repaired = z.boolean().optional().describe('Not supported yet.')

export const TakeoutInput = z.union(
  [
    z.object({ all: z.literal(true), partBytes, repaired }),
    z.object({ sequences: z.array(Id).min(1).max(MOST_SEQUENCES), partBytes, repaired }),
  ],
  'expected "sequences": a list of ids, or "all": true',
)
export type TakeoutInput = z.infer<typeof TakeoutInput>

/**
 * Writes down what a user takes with them: sequences of their own, hidden and private ones too. The function `make-takeout` does the rest.
 * Throws NOT_FOUND (also for somebody else's sequence, or one that is being deleted), CONFLICT when there is nothing to take, or too many are
 * being made.
 */
export async function requestTakeout(
  db: Db,
  { userId, input }: { userId: number; input: TakeoutInput },
): Promise<RequestedTakeout> {
  return db.transaction(async (tx) => {
    await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('update') // one request after the other
    const making = await tx.$count(takeouts, and(eq(takeouts.userId, userId), eq(takeouts.state, 'making')))
    if (making >= MOST_AT_ONCE)
      throw new AppError('CONFLICT', `${making} takeouts of yours are being made. Wait until one of them is ready.`)
    const ids = await ownSequences(tx, { userId, input })
    const isOriginal = and(inArray(photos.sequenceId, ids), isNotNull(photos.backedUpAt))
    const takeout = one(
      await tx
        .insert(takeouts)
        .values({
          userId,
          isAll: 'all' in input,
          partBytes: input.partBytes ?? null,
          photoTotal: await tx.$count(photos, isOriginal),
        })
        .returning({ takeoutId: takeouts.id, attempt: takeouts.attempt }),
    )
    await tx.insert(takeoutSequences).values(ids.map((sequenceId) => ({ ...takeout, sequenceId })))
    return takeout
  })
}

async function ownSequences(tx: Db, { userId, input }: { userId: number; input: TakeoutInput }): Promise<number[]> {
  const isOwn = and(eq(sequences.ownerId, userId), isNull(sequences.deletedAt))
  const wanted = 'all' in input ? null : [...new Set(input.sequences)]
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
    throw new AppError('CONFLICT', 'You have no sequences here yet: there is nothing to take with you')
  return ids
}
