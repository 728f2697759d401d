import { sql } from 'drizzle-orm'
import type { BatchPhoto } from '@/lib/imports/batch'
import type { StageTools } from '@/lib/imports/import-stage'
import type { ImportJob } from '@/lib/imports/outcome'
import type { DetectionLayer } from '@/lib/mapillary/types'

/** Stores every detection of one layer on these photos, all pages. A detection that is there already is brought up to date. */
export async function storeDetections(
  { db, mapillary }: StageTools,
  job: ImportJob,
  { layer, batch }: { layer: DetectionLayer; batch: BatchPhoto[] },
): Promise<undefined> {
  const idByKey = new Map(batch.map(({ id, key }) => [key, id]))
  for await (const page of mapillary.listDetections(await job.token(), layer, [...idByKey.keys()])) {
    const rowByKey = new Map(
      page.flatMap((detection) => {
        const photoId = idByKey.get(detection.photoKey)
        const { key, value, score, area, shape, capturedAt, raw } = detection
        return photoId === undefined
          ? []
          : [[key, { photo_id: photoId, key, value, score, area, shape, captured_at: capturedAt, raw }] as const]
      }),
    )
    if (rowByKey.size === 0) continue
    await db.execute(sql`
      insert into detections (photo_id, layer, mapillary_key, value, score, area, shape, captured_at, raw)
      select r.photo_id, ${layer}, r.key, r.value, r.score, r.area, r.shape, r.captured_at, r.raw
      from jsonb_to_recordset(${JSON.stringify([...rowByKey.values()])}::jsonb)
        as r(photo_id bigint, key text, value text, score float8, area float8, shape jsonb, captured_at timestamptz, raw jsonb)
      on conflict (layer, mapillary_key) do update
        set value = excluded.value, score = excluded.score, area = excluded.area, shape = excluded.shape, raw = excluded.raw
        where detections.photo_id = excluded.photo_id`)
  }
}
