import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'

const LAST_ZOOM = 14 // shows every sequence

/**
 * The lowest zoom at which a sequence with this cell is shown where many compete: the first one where no other public
 * sequence has the same 1/128 of a tile. Asked before the sequence itself becomes public.
 */
export async function electMinZoom(db: Db, cell: bigint): Promise<number> {
  const [row] = await db.execute<{ zoom: number }>(sql`
    select coalesce(min(zoom), ${LAST_ZOOM}::int)::int as zoom from generate_series(0, ${LAST_ZOOM - 1}::int) zoom
    where not exists (
      select 1 from sequences where is_public
        and cell >= (${cell}::bigint >> (48 - 2 * zoom)) << (48 - 2 * zoom)
        and cell < ((${cell}::bigint >> (48 - 2 * zoom)) + 1) << (48 - 2 * zoom))`)
  return row?.zoom ?? LAST_ZOOM
}
