import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { dueElections } from '@/db/schema/map'
import { squareShift } from '@/lib/geo/cell'

const LAST_ZOOM = 14 // shows every sequence
const ELECTION_LOCK = 7_305_113 // any number that every process of this product agrees on
const AT_ONCE = 500

/**
 * Elects who stands for the others where sequences came to the public map or left it: below zoom 14, each 1/128 of a tile that holds public
 * sequences shows at least one of them (`min_zoom`). Called after such a change is committed, and by the sweep for processes that
 * died before. Safe to repeat. Resolves with the number of elected sequences.
 */
export async function electMinZooms(db: Db): Promise<number> {
  let elected = 0
  for (;;) {
    const step = await db.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(${ELECTION_LOCK}::bigint)`) // two at once might both count on the other's sequence
      const due = await tx.execute<{ cell: string }>(sql`
        delete from ${dueElections} where id in (select id from ${dueElections} order by id limit ${AT_ONCE}::int) returning cell::text`)
      if (due.length === 0) return null
      const cells = due.map(({ cell }) => cell)
      let changed = 0
      for (let zoom = 0; zoom < LAST_ZOOM; zoom++) changed += await electAt(tx, zoom, cells)
      return changed
    })
    if (step === null) return elected
    elected += step
  }
}

/** In each square around the cells where nobody stands for the others at this zoom, who does so at the next lower one. */
async function electAt(db: Db, zoom: number, cells: string[]): Promise<number> {
  const squares = sql`(
    select distinct cell >> ${shiftAt(zoom)}::int as square from unnest(${`{${cells.join(',')}}`}::bigint[]) cell
  ) squares`
  const rows = await db.execute(sql`
    update sequences set min_zoom = ${zoom}::int where id in (
      select next.id from ${squares}, lateral (
        select best.id from generate_series(${zoom + 1}::int, ${LAST_ZOOM}::int) level, lateral (
          select id from sequences where is_public and min_zoom = level and ${inSquare(zoom)} order by cell limit 1
        ) best order by level limit 1
      ) next
      where not exists (select from sequences where is_public and min_zoom = any(${zoomsTo(zoom)}::smallint[]) and ${inSquare(zoom)})
    ) returning id`)
  return rows.length
}

/**
 * Puts right what elections build on: who is hidden, without a place or doubled by another stands back, and an election is due everywhere.
 * Resolves with the number of those who stood back. Call `electMinZooms` afterwards.
 */
export async function resetMinZooms(db: Db): Promise<number> {
  const isDoubled = sql`exists (
    select from sequences other where other.is_public and (other.min_zoom, other.id) < (s.min_zoom, s.id)
      and other.cell >= (s.cell >> (48 - 2 * s.min_zoom)) << (48 - 2 * s.min_zoom)
      and other.cell < ((s.cell >> (48 - 2 * s.min_zoom)) + 1) << (48 - 2 * s.min_zoom))`
  const rows = await db.execute(sql`
    update sequences s set min_zoom = ${LAST_ZOOM}::int
    where min_zoom < ${LAST_ZOOM}::int and (not is_public or cell is null or ${isDoubled}) returning id`)
  await db.execute(
    sql`insert into ${dueElections} (cell) select cell from sequences where is_public and cell is not null`,
  )
  return rows.length
}

function inSquare(zoom: number): SQL {
  const shift = shiftAt(zoom)
  return sql`cell >= square << ${shift}::int and cell < (square + 1) << ${shift}::int`
}

/** How far to shift a cell right to get its square: 1/128 of a tile of that zoom. */
function shiftAt(zoom: number): number {
  return squareShift(zoom + 7)
}

function zoomsTo(zoom: number): string {
  return `{${Array.from({ length: zoom + 1 }, (_, lower) => lower).join(',')}}`
}
