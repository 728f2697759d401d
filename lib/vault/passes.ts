import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { vaultPasses } from '@/db/schema/vault'
import type { VaultPassKind } from '@/lib/model/backup-states'
import type { VaultPass } from './types'

/** What a pass did, as far as it has come. */
export type PassTally = {
  lookedAt: number
  bytes: number
  bad: number
  mended: number
  badPictures: number
  untracked: number
}

const NOTHING_READ = 'Originals were to be read, and none was. Nothing is known to be wrong with them.'

export const NOTHING_DONE: PassTally = { lookedAt: 0, bytes: 0, bad: 0, mended: 0, badPictures: 0, untracked: 0 }

/** Begins a pass through the backup, or through what it holds of one sequence. */
export async function startPass(
  db: Db,
  { kind, sequenceId = null }: { kind: VaultPassKind; sequenceId?: number | null },
): Promise<VaultPass> {
  const expected = await countExpected(db, sequenceId)
  const rows = await db.insert(vaultPasses).values({ kind, sequenceId, expected }).returning()
  const { id, startedAt } = one(rows)
  return { id, kind, startedAt, sequenceId }
}

/** A pass that has not ended; null when it has, or its sequence was deleted. */
export async function findPass(db: Db, passId: number): Promise<VaultPass | null> {
  const [pass] = await db
    .select({
      id: vaultPasses.id,
      kind: vaultPasses.kind,
      startedAt: vaultPasses.startedAt,
      sequenceId: vaultPasses.sequenceId,
    })
    .from(vaultPasses)
    .where(and(eq(vaultPasses.id, passId), isNull(vaultPasses.finishedAt)))
  return pass ?? null
}

async function countExpected(db: Db, sequenceId: number | null): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from backup_checks c join photos p on p.id = c.photo_id join sequences s on s.id = p.sequence_id
    where s.deleted_at is null and (${sequenceId}::bigint is null or p.sequence_id = ${sequenceId})`)
  return row?.count ?? 0
}

/** Adds to what a pass did; shows too that it is under way. */
export async function addToPass(db: Db, passId: number, tally: PassTally): Promise<void> {
  await db.execute(sql`
    update vault_passes set moved_at = now(), looked_at = looked_at + ${tally.lookedAt}, bytes = bytes + ${tally.bytes},
      bad = bad + ${tally.bad}, mended = mended + ${tally.mended},
      bad_pictures = bad_pictures + ${tally.badPictures}, untracked = untracked + ${tally.untracked}
    where id = ${passId}`)
}

/** Ends a pass. `alarm`: why it could not do its work. */
export async function endPass(db: Db, passId: number, alarm: string | null = null): Promise<void> {
  await db.execute(sql`
    update vault_passes set finished_at = coalesce(finished_at, now()), moved_at = now(), alarm = coalesce(alarm, ${alarm}) where id = ${passId}`)
}

/**
 * Ends a pass that was to read originals which were last read before `dueBefore`. One that has read none although some were due, and that
 * nobody else reads, is an alarm: never "0 looked at, all well".
 */
export async function endReading(db: Db, { pass, dueBefore }: { pass: VaultPass; dueBefore: Date }): Promise<void> {
  await db.execute(sql`
    update vault_passes set alarm = coalesce(alarm, ${NOTHING_READ})
    where id = ${pass.id} and looked_at = 0 and exists (
      select from backup_checks c join photos p on p.id = c.photo_id join sequences s on s.id = p.sequence_id
      where s.deleted_at is null and (${pass.sequenceId}::bigint is null or p.sequence_id = ${pass.sequenceId})
        and coalesce(c.verified_at, '-infinity') < ${dueBefore.toISOString()}::timestamptz and coalesce(c.claimed_until, '-infinity') < now())`)
  await endPass(db, pass.id)
}

/** Notes what is wrong with a store while the pass goes on. */
export async function warnOfPass(db: Db, passId: number, alarm: string): Promise<void> {
  await db.execute(sql`update vault_passes set alarm = coalesce(alarm, ${alarm}) where id = ${passId}`)
}
