import { and, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { isLost, lateRun, withHeartbeat } from '@/db/lost-runs'
import { photos } from '@/db/schema/photos'
import { takeoutSequences, takeouts } from '@/db/schema/takeouts'

export type RequestedTakeout = { takeoutId: number; attempt: number }
export type TakeoutRow = typeof takeouts.$inferSelect

/** The condition that this very run is to make the takeout; a later one has another attempt. */
export function isBeingMade({ takeoutId, attempt }: RequestedTakeout) {
  return and(eq(takeouts.id, takeoutId), eq(takeouts.attempt, attempt), eq(takeouts.state, 'making'))
}

/** Joins photos with their sequence in a takeout, when they are to be taken. */
export function isTaken(takeoutId: number) {
  const { numbers } = takeoutSequences
  return and(
    eq(takeoutSequences.takeoutId, takeoutId),
    eq(takeoutSequences.sequenceId, photos.sequenceId),
    sql`(${numbers} is null or ${photos.n} = any(${numbers}))`,
  )
}

/** Locks the takeout for a change of its list; undefined: this run is not to make it any more. */
export async function lockTakeout(tx: Db, requested: RequestedTakeout): Promise<TakeoutRow | undefined> {
  const [takeout] = await tx.select().from(takeouts).where(isBeingMade(requested)).for('update')
  return takeout
}

/** Runs a step of the making and notes meanwhile that it moves. */
export function watchTakeout<T>(db: Db, requested: RequestedTakeout, work: () => Promise<T>): Promise<T> {
  const noteMoved = () => db.update(takeouts).set({ movedAt: sql`now()` }).where(isBeingMade(requested))
  return withHeartbeat(noteMoved, work)
}

/** Ends a takeout that cannot be made or given any more, with the reason in words. Safe to repeat. */
export async function endTakeout(db: Db, takeoutId: number, reason: string): Promise<void> {
  await db
    .update(takeouts)
    .set({ state: 'ended', reason, endedAt: sql`now()` })
    .where(and(eq(takeouts.id, takeoutId), inArray(takeouts.state, ['making', 'ready'])))
}

/** Begins a new attempt at each takeout that has not moved for a while. An older run stops when it turns up after all. The caller sends the events. */
export async function restartLostTakeouts(db: Db): Promise<RequestedTakeout[]> {
  const lost = db
    .select({ id: takeouts.id })
    .from(takeouts)
    .where(and(eq(takeouts.state, 'making'), isLost(takeouts)))
    .limit(500)
    .for('update', { skipLocked: true })
  return db
    .update(takeouts)
    .set({ attempt: sql`${takeouts.attempt} + 1`, quietUntil: sql`now()` })
    .where(inArray(takeouts.id, lost))
    .returning({ takeoutId: takeouts.id, attempt: takeouts.attempt })
}

/** A run came after it had been replaced by a newer attempt. */
export async function noteLateTakeout(db: Db, { takeoutId, attempt }: RequestedTakeout): Promise<void> {
  const isReplaced = and(eq(takeouts.id, takeoutId), gt(takeouts.attempt, attempt), eq(takeouts.state, 'making'))
  await db.update(takeouts).set(lateRun(takeouts)).where(isReplaced)
}
