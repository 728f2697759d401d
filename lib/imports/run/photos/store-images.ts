import { sql } from 'drizzle-orm'
import { cellOf } from '@/lib/geo/cell'
import type { LngLat } from '@/lib/geo/lng-lat'
import type { ImportJob } from '@/lib/imports/run/import-job'
import type { StageTools } from '@/lib/imports/run/stage-tools'
import type { MapillaryClient, MapillaryImage } from '@/lib/mapillary/types'
import type { BatchPhoto } from './find-pending'
import { noteDenied } from './note-denied'

/** Stores what Mapillary knows of each photo, with the position of the camera and the one that Mapillary computed beside it. What was said of an earlier value says nothing of a new one. */
export async function storeImages(
  { db, mapillary, useComputedPositions }: StageTools,
  job: ImportJob,
  batch: BatchPhoto[],
) {
  const token = await job.token()
  const keys = batch.map(({ key }) => key)
  const images = new Map((await mapillary.getImages(token, keys)).map((image) => [image.key, image]))
  const positions = useComputedPositions ? await findComputed(mapillary, token, images) : new Map<string, LngLat>()
  const rows = batch.flatMap(({ id, key }) => {
    const image = images.get(key)
    return image ? [toRow(id, image, positions.get(key) ?? null)] : []
  })
  await db.execute(sql`
    update photos p set
      imported_at = coalesce(p.imported_at, now()), denied_at = null, gone_at = null, captured_at = r.captured_at, lng = r.lng, lat = r.lat,
      computed_lng = r.computed_lng, computed_lat = r.computed_lat, cell = r.cell, compass_angle = r.compass_angle,
      computed_compass_angle = r.computed_compass_angle, is_pano = r.is_pano,
      trusted = array(select t.doubt from unnest(p.trusted) as t (doubt)
        where not (t.doubt = 'position' and (p.lng, p.lat) is distinct from (r.lng, r.lat))
          and not (t.doubt = 'time' and p.captured_at is distinct from r.captured_at)),
      is_private = r.is_private, camera_make = r.camera_make, camera_model = r.camera_model, raw = r.raw
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id bigint, captured_at timestamptz, lng float8, lat float8, computed_lng float8, computed_lat float8,
      cell bigint, compass_angle real, computed_compass_angle real, is_pano boolean, is_private boolean, camera_make text, camera_model text, raw jsonb)
    where p.id = r.id`)

  const missing = batch.filter(({ key }) => !images.has(key))
  const deniedIds = missing.filter(({ isImported }) => isImported).map(({ id }) => id)
  await noteDenied(db, deniedIds)
  return { photoIds: missing.map(({ id }) => id), reason: 'Mapillary does not know this photo (any more)' }
}

/** The computed positions that came with the images, or those that are to be asked for apart. */
async function findComputed(
  mapillary: MapillaryClient,
  token: string,
  images: Map<string, MapillaryImage>,
): Promise<Map<string, LngLat>> {
  const found = [...images.values()]
  if (found.every(({ computed }) => computed !== undefined)) {
    return new Map(
      found.flatMap(({ key, computed }): [string, LngLat][] => (computed?.lngLat ? [[key, computed.lngLat]] : [])),
    )
  }
  const computed = await mapillary.getComputedPositions(token, [...images.keys()])
  return wasIgnored(images, computed) ? new Map() : computed
}

/** A service that does not know the parameter answers with the plain positions: then nothing was computed (docs/mapillary.md). */
function wasIgnored(images: Map<string, MapillaryImage>, computed: Map<string, LngLat>): boolean {
  return [...computed].every(([key, [lng, lat]]) => {
    const plain = images.get(key)?.lngLat
    return plain !== undefined && plain !== null && plain[0] === lng && plain[1] === lat
  })
}

function toRow(id: number, image: MapillaryImage, computed: LngLat | null) {
  return {
    id,
    captured_at: image.capturedAt,
    lng: image.lngLat?.[0] ?? null,
    lat: image.lngLat?.[1] ?? null,
    computed_lng: computed?.[0] ?? null,
    computed_lat: computed?.[1] ?? null,
    cell: image.lngLat ? cellOf(image.lngLat).toString() : null,
    compass_angle: image.compassAngle,
    computed_compass_angle: image.computed?.compassAngle ?? null,
    is_pano: image.isPano,
    is_private: image.isPrivate,
    camera_make: image.cameraMake,
    camera_model: image.cameraModel,
    raw: image.raw,
  }
}
