import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { climbMetersOf } from '@/lib/geo/elevation-profile'

const BATCH = 200 // sequences

type Row = { id: string; stored: number | null; altitudes: number[] }

/** Computes the climb of published sequences anew from the altitudes of their photos; how many were wrong. Safe to repeat. */
export async function recountClimbs(db: Db): Promise<number> {
  let wrong = 0
  let last: string | undefined = '0'
  while (last !== undefined) {
    const after: string = last
    const rows = await db.transaction((tx) => recountBatch(tx, after))
    wrong += rows.filter(({ isWrong }) => isWrong).length
    last = rows.at(-1)?.id
  }
  return wrong
}

/** The next sequences after that id, put right. They are locked, so that one that is published meanwhile keeps its newer climb. */
async function recountBatch(db: Db, after: string): Promise<{ id: string; isWrong: boolean }[]> {
  const rows = await db.execute<Row>(sql`
    select s.id, s.climb_meters as stored, array(
      select p.altitude from photos p
      where p.sequence_id = s.id and p.imported_at is not null and p.altitude is not null and (s.is_private or not p.is_private)
      order by p.n
    ) as altitudes
    from sequences s
    where s.id > ${after}::bigint and s.published_at is not null
    order by s.id limit ${BATCH} for update of s`)
  const climbs = rows.map(({ id, stored, altitudes }) => {
    const climb = climbMetersOf(altitudes)
    return { id, climb, isWrong: climb !== stored }
  })
  await db.execute(sql`
    update sequences s set climb_meters = r.climb
    from jsonb_to_recordset(${JSON.stringify(climbs.filter(({ isWrong }) => isWrong))}::jsonb) as r(id bigint, climb float8)
    where s.id = r.id`)
  return climbs
}
