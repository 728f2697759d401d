import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { AppError } from '@/lib/errors'
import { keepPublicPicture, noteNone, type OfPhoto } from './keep-public-picture'

const PHOTOS_AT_ONCE = 200
const WORKERS = 4
const ASK_AGAIN_DAYS = 7
const FAILURES_IN_A_ROW = 3 // so many tell of an outage

type Tools = Parameters<typeof keepPublicPicture>[0]

/**
 * Keeps Mapillary's pictures of photos that have none yet: what an import could not get, and what was imported before they were kept.
 * Those that Mapillary does not have are asked for again after a week. An outage, of Mapillary or of the backup, ends it and marks nothing. Returns how many
 * were kept. Safe to repeat.
 */
export async function keepMissingPictures(tools: Tools, { endsAt }: { endsAt: number }): Promise<number> {
  const round = { kept: 0, failed: [] as OfPhoto[], failuresInARow: 0 }
  for (;;) {
    const queue = await listDue(tools.db, round.failed)
    if (queue.length === 0) break
    const work = async () => {
      for (let photo = queue.shift(); photo; photo = queue.shift()) {
        if (Date.now() > endsAt || round.failuresInARow >= FAILURES_IN_A_ROW) return
        await keepOne(tools, photo, round)
      }
    }
    await Promise.all(Array.from({ length: WORKERS }, work))
    if (Date.now() > endsAt || round.failuresInARow >= FAILURES_IN_A_ROW) break
  }
  // Others came, so these photos are at fault: they must not keep those behind them waiting.
  if (round.kept > 0) for (const { id } of round.failed) await noteNone(tools.db, id)
  return round.kept
}

async function keepOne(
  tools: Tools,
  photo: OfPhoto,
  round: { kept: number; failed: OfPhoto[]; failuresInARow: number },
): Promise<void> {
  try {
    if (await keepPublicPicture(tools, photo)) round.kept += 1
    round.failuresInARow = 0
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'UNAUTHENTICATED') return noteNone(tools.db, photo.id) // of this photographer nothing can be had now
    round.failed.push(photo)
    round.failuresInARow += 1
  }
}

/** Photos of which nothing is kept for everybody, those never asked for first. */
async function listDue(db: Db, failed: OfPhoto[]): Promise<OfPhoto[]> {
  const ids = failed.map(({ id }) => id)
  const others = ids.length === 0 ? sql`true` : sql`p.id not in ${ids}`
  const rows = await db.execute<{ id: string; n: number; key: string; sequence_id: string; username: string }>(sql`
    select p.id, p.n, p.mapillary_key as key, p.sequence_id, u.username
    from photos p join sequences s on s.id = p.sequence_id join users u on u.id = p.owner_id
    where p.public_key is null and p.backup_key is not null and p.backup_form is distinct from 'processed'
      and (p.public_asked_at is null or p.public_asked_at < now() - make_interval(days => ${ASK_AGAIN_DAYS}))
      and not p.is_private and not s.is_private and p.gone_at is null and s.deleted_at is null and ${others}
    order by p.public_asked_at nulls first, p.id limit ${PHOTOS_AT_ONCE}`)
  return rows.map(({ id, n, key, sequence_id, username }) => ({
    id: Number(id),
    n,
    key,
    sequenceId: Number(sequence_id),
    username,
  }))
}
