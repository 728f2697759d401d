import { sql } from 'drizzle-orm'
import type { BatchPhoto } from '@/lib/imports/batch'
import type { StageTools } from '@/lib/imports/import-stage'
import type { ImportJob } from '@/lib/imports/outcome'

/** Stores the altitudes in metres; photos for which Mapillary has none keep null. Nothing else is taken from that answer. */
export async function storeAltitudes(
  { db, mapillary }: StageTools,
  job: ImportJob,
  batch: BatchPhoto[],
): Promise<undefined> {
  const altitudes = await mapillary.getAltitudes(
    await job.token(),
    batch.map(({ key }) => key),
  )
  const rows = batch.flatMap(({ id, key }) => {
    const altitude = altitudes.get(key)
    return altitude === undefined ? [] : [{ id, altitude }]
  })
  await db.execute(sql`
    update photos p set altitude = r.altitude
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id bigint, altitude float8)
    where p.id = r.id`)
}
