import { asc, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { dueExclusions } from '@/db/schema/people/excluded-areas'
import { sequences } from '@/db/schema/sequences'
import { remeasureSequence } from '@/lib/sequences/measuring/remeasure-sequence'
import { electMinZooms } from '@/lib/tiles/elect-min-zoom'

/**
 * Hides the photos that have come to be inside an area, shows those that no longer are, and measures their sequences anew. Called after a
 * change of areas is committed, and by the sweep for processes that died before. Safe to repeat. Resolves with the number of sequences.
 */
export async function applyExcludedAreas(db: Db): Promise<number> {
  const due = await db.select().from(dueExclusions).orderBy(asc(dueExclusions.id))
  if (due.length === 0) return 0
  let changed = 0
  for (const ownerId of new Set(due.map((one) => one.ownerId))) {
    for (const sequenceId of await listDiffering(db, ownerId)) {
      await db.transaction((tx) => applyTo(tx, sequenceId))
      changed += 1
    }
  }
  await db.delete(dueExclusions).where(
    inArray(
      dueExclusions.id,
      due.map(({ id }) => id),
    ),
  )
  await electMinZooms(db)
  return changed
}

/** Photos and areas disagree. */
const differs = sql`p.is_excluded <> is_in_excluded_area(p.owner_id, p.lng, p.lat, p.computed_lng, p.computed_lat)`

async function listDiffering(db: Db, ownerId: number | null): Promise<number[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select distinct p.sequence_id as id from photos p
    where ${ownerId === null ? sql`true` : sql`p.owner_id = ${ownerId}`} and ${differs}`)
  return rows.map(({ id }) => Number(id))
}

/** The sequence is locked before its photos, as everywhere. */
async function applyTo(db: Db, sequenceId: number): Promise<void> {
  await db.select({ id: sequences.id }).from(sequences).where(eq(sequences.id, sequenceId)).for('update')
  // A trigger decides what the value is.
  await db.execute(
    sql`update photos p set is_excluded = not p.is_excluded where p.sequence_id = ${sequenceId} and ${differs}`,
  )
  await remeasureSequence(db, sequenceId)
}
