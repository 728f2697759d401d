import { sql } from 'drizzle-orm'
import type { ImportJob } from '@/lib/imports/run/import-job'
import type { StageTools } from '@/lib/imports/run/stage-tools'
import type { MapillaryAltitude } from '@/lib/mapillary/types'
import type { BatchPhoto } from './find-pending'

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
    return altitude === undefined ? [] : [{ id, ...toColumns(altitude) }]
  })
  await db.execute(sql`
    update photos p set altitude = r.altitude, altitude_source = r.source, computed_altitude = r.computed
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id bigint, altitude float8, source text, computed float8)
    where p.id = r.id`)
}

/** Altitudes of different zeros are never mixed: each keeps its provenance. */
function toColumns({ reference, camera, computed }: MapillaryAltitude) {
  const source = reference !== null ? 'reference' : camera !== null ? 'camera' : null
  return { altitude: reference ?? camera, source, computed }
}
