import { and, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { detections } from '@/db/schema/detections'
import type { ImportJob } from '@/lib/imports/run/import-job'
import type { StageTools } from '@/lib/imports/run/stage-tools'
import { isForeignKey } from '@/lib/key-migration/old-keys'
import type { KeyForm } from '@/lib/mapillary/key-form'
import type { MapillaryDetection } from '@/lib/mapillary/types'
import { DETECTION_LAYERS, type DetectionLayer } from '@/lib/model/layers'
import type { BatchPhoto } from './find-pending'
import { markDone } from './mark-photos'

const LONGEST_LIST = 1_000_000 // characters

/** Stores every detection of one layer on these photos, all pages. A detection that is there already is brought up to date. */
export async function storeDetections(
  { db, mapillary }: StageTools,
  job: ImportJob,
  { layer, batch }: { layer: DetectionLayer; batch: BatchPhoto[] },
): Promise<undefined> {
  const keys = batch.map(({ key }) => key)
  for await (const page of mapillary.listDetections(await job.token(), layer, keys)) {
    await storePage(db, { layer, batch, page })
  }
}

/** As storeDetections, but of all layers, where Mapillary answers them with one call (v4). Photos are done one by one: a failure costs no other its call. */
export async function storeAllDetections(
  { db, mapillary }: StageTools,
  job: ImportJob,
  batch: BatchPhoto[],
): Promise<undefined> {
  const keys = batch.map(({ key }) => key)
  for await (const { photoKeys, detections: page } of mapillary.listAllDetections?.(await job.token(), keys) ?? []) {
    await dropForeign(db, mapillary.keyForm, { batch, page })
    const photoIds = batch.filter(({ key }) => photoKeys.includes(key)).map(({ id }) => id)
    for (const layer of DETECTION_LAYERS) {
      await storePage(db, { layer, batch, page: page.filter((detection) => detection.layer === layer) })
      await markDone(db, { importId: job.importId, stage: layer, photoIds })
    }
  }
}

/** Deletes what the other version of the API found on these photos: it is the same under other keys. */
async function dropForeign(
  db: Db,
  form: KeyForm,
  { batch, page }: { batch: BatchPhoto[]; page: MapillaryDetection[] },
): Promise<void> {
  const found = new Set(page.map(({ photoKey }) => photoKey))
  const photoIds = batch.filter(({ key }) => found.has(key)).map(({ id }) => id)
  if (photoIds.length === 0) return
  await db
    .delete(detections)
    .where(and(inArray(detections.photoId, photoIds), isForeignKey(detections.mapillaryKey, form)))
}

async function storePage(
  db: Db,
  { layer, batch, page }: { layer: DetectionLayer; batch: BatchPhoto[]; page: MapillaryDetection[] },
): Promise<void> {
  const idByKey = new Map(batch.map(({ id, key }) => [key, id]))
  const rowByKey = new Map(
    page.flatMap((detection) => {
      const photoId = idByKey.get(detection.photoKey)
      const { key, value, score, area, shape, capturedAt, raw } = detection
      return photoId === undefined
        ? []
        : [[key, { photo_id: photoId, key, value, score, area, shape, captured_at: capturedAt, raw }] as const]
    }),
  )
  for (const list of jsonLists(rowByKey.values())) await insertDetections(db, layer, list)
}

async function insertDetections(db: Db, layer: DetectionLayer, rows: string): Promise<void> {
  await db.execute(sql`
    insert into detections (photo_id, layer, mapillary_key, value, score, area, shape, captured_at, raw)
    select r.photo_id, ${layer}, r.key, r.value, r.score, r.area, r.shape, r.captured_at, r.raw
    from jsonb_to_recordset(${rows}::jsonb)
      as r(photo_id bigint, key text, value text, score float8, area float8, shape jsonb, captured_at timestamptz, raw jsonb)
    where exists (select from photos p where p.id = r.photo_id) -- it may have been erased meanwhile
    on conflict (layer, mapillary_key) do update
      set value = excluded.value, score = excluded.score, area = excluded.area, shape = excluded.shape, raw = excluded.raw
      where detections.photo_id = excluded.photo_id`)
}

/** JSON lists of about a megabyte each: a page may be very large, and in one statement all of it would be held several times over. */
function* jsonLists(rows: Iterable<object>): Generator<string> {
  let list: string[] = []
  let length = 0
  for (const row of rows) {
    const json = JSON.stringify(row)
    list.push(json)
    length += json.length
    if (length < LONGEST_LIST) continue
    yield `[${list.join(',')}]`
    list = []
    length = 0
  }
  if (list.length > 0) yield `[${list.join(',')}]`
}
