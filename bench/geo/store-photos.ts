import { performance } from 'node:perf_hooks'
import type postgres from 'postgres'
import { detectionValues } from './detection-values'

const BATCH = 200

/** Stores so many photos with eight detections each, in the statements and batches of an import, and publishes them; resolves with the seconds that took. */
export async function storePhotos(sql: postgres.Sql, count: number): Promise<number> {
  const start = performance.now()
  const { values, cumulated } = detectionValues()
  const [sequence] = await sql<{ id: string; owner_id: string }[]>`
    insert into sequences (owner_id, mapillary_key, name, captured_at) select id, 'stored-' || clock_timestamp(), 'Stored', now() from users order by id limit 1
    returning id, owner_id`
  if (!sequence) throw new Error('There is no user to store photos for')
  for (let from = 0; from < count; from += BATCH) {
    const photos = await sql<{ id: string }[]>`
      insert into photos (owner_id, sequence_id, n, mapillary_key)
      select ${sequence.owner_id}, ${sequence.id}, n, 'stored-' || ${sequence.id}::bigint || '-' || n from generate_series(${from + 1}::int, ${from + BATCH}::int) n
      returning id`
    const ids = photos.map(({ id }) => id)
    await sql`
      update photos p set imported_at = now(), captured_at = now() - random() * interval '10 years', lng = like_this.lng, lat = like_this.lat, cell = like_this.cell,
        compass_angle = 90, camera_make = 'GoPro', camera_model = 'MAX', raw = '{}'
      from (select lng, lat, cell from photos where is_public order by id limit 1) like_this where p.id = any(${ids}::bigint[])`
    await sql`update photos set altitude = 100, altitude_source = 'reference' where id = any(${ids}::bigint[])`
    for (const layer of ['trafficsigns', 'segmentations', 'instances']) {
      await sql`
        insert into detections (photo_id, layer, mapillary_key, value, score, area, raw)
        select id, ${layer}, ${layer} || id || '-' || k, (${values}::text[])[1 + width_bucket(random(), ${cumulated}::float8[])], random(), random() / 3, '{}'
        from unnest(${ids}::bigint[]) id, generate_series(1, 3) k where ${layer} <> 'instances' or k < 3`
    }
    for (const id of ids) await sql`update photos set backed_up_at = now(), backup_bytes = 3000000 where id = ${id}`
  }
  await sql`update sequences set published_at = now() where id = ${sequence.id}`
  return (performance.now() - start) / 1000
}
