import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { type Bbox, type MercatorBox, toBbox } from '@/lib/geo/bbox'

/** The box around the `bbox` of the rows of a query in degrees, the narrower way around the world (east may pass 180); null without any. */
export async function findExtent(db: Db, boxes: SQL): Promise<Bbox | null> {
  const [row] = await db.execute<{ straight: MercatorBox; across: MercatorBox } | { straight: null; across: null }>(sql`
    select case when count(*) > 0 then json_build_array(min(west), min(north), max(east), max(south)) end as straight,
      case when count(*) > 0 then json_build_array(min(west + shift), min(north), max(east + shift), max(south)) end as across
    from (
      select (bbox[1])[0] - turns as west, (bbox[1])[1] as north, (bbox[0])[0] - turns as east, (bbox[0])[1] as south,
        case when ((bbox[0])[0] + (bbox[1])[0]) / 2 - turns < 0.5 then 1 else 0 end as shift
      from (${boxes}) found, lateral (select floor(((bbox[0])[0] + (bbox[1])[0]) / 2) as turns) centre
    ) turned`)
  if (!row?.straight) return null
  const { straight, across } = row
  return toBbox(across[2] - across[0] < straight[2] - straight[0] ? across : straight)
}
