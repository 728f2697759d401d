import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type postgres from 'postgres'
import { connect } from '@/db/client'
import { keyOf, random } from '@/demo/random'
import { cellOf } from '@/lib/geo/cell'
import { refreshSearch } from '@/lib/search/refresh-search'
import { describeLine } from '@/lib/sequences/measuring/describe-line'
import { detectionValues } from './detection-values'
import { type GeoSequence, inventSequences, USERS } from './world'

const PHOTOS_A_STEP = 200_000
const MARKED_SHARE = 0.005 // photos with a viewpoint mark
const SHAPE = '{"type": "Polygon", "coordinates": [[[0.1, 0.1], [0.2, 0.1], [0.2, 0.2], [0.1, 0.2], [0.1, 0.1]]]}'

/** `detections` of each photo; without `isSearched` the world is only for the map: what searches read, most of the work and space, stays empty. */
export type World = { photos: number; detections: number; isSearched: boolean }

/**
 * Fills an empty, migrated database by COPY and INSERT … SELECT: a minute or two for a million photos. Triggers and foreign keys rest
 * meanwhile and indexes are built at the end. What else follows from the rows is for `recount`.
 */
export async function loadWorld(url: string, world: World): Promise<void> {
  const db = connect(url, { max: 1 })
  const { $client: sql } = db
  const searchIndexes = await takeIndexes(sql, ['photo_search'])
  await loadRows(sql, world)
  if (world.isSearched) await refreshSearch(db)
  for (const definition of searchIndexes) await sql.unsafe(definition)
  await sql.unsafe('vacuum (analyze)')
  await sql.end()
}

async function loadRows(sql: postgres.Sql, world: World): Promise<void> {
  await sql`set session_replication_role = replica`
  await sql`set maintenance_work_mem = '512MB'`
  await sql`select setseed(0.5)`
  const indexes = await takeIndexes(sql, ['photos', 'detections'])
  await sql`insert into users (mapillary_key, username) select 'geo-user-' || n, 'user-' || n from generate_series(1, ${USERS}::int) n`
  await loadSequences(sql, world.photos)
  await loadPhotos(sql, world.photos)
  await loadDetections(sql, world)
  for (const definition of indexes) await sql.unsafe(definition)
  await loadViewpoints(sql)
  await sql`set session_replication_role = origin`
  await sql`analyze`
}

/** Drops every index and unique constraint that no foreign key needs; resolves with the statements that bring them back. */
async function takeIndexes(sql: postgres.Sql, tables: string[]): Promise<string[]> {
  const rows = await sql<{ drop: string; create: string }[]>`
    select
      case when c.oid is null then 'drop index ' || i.indexrelid::regclass
        else format('alter table %s drop constraint %I', i.indrelid::regclass, c.conname) end as drop,
      case when c.oid is null then pg_get_indexdef(i.indexrelid)
        else format('alter table %s add constraint %I %s', i.indrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) end as create
    from pg_index i left join pg_constraint c on c.conindid = i.indexrelid and c.contype in ('p', 'u')
    where i.indrelid::regclass::text = any(${tables}) and c.contype is distinct from 'p'
      and not exists (select from pg_constraint f where f.contype = 'f' and f.conindid = i.indexrelid)`
  for (const row of rows) await sql.unsafe(row.drop)
  return rows.map(({ create }) => create)
}

async function loadSequences(sql: postgres.Sql, photos: number): Promise<void> {
  const stream = await sql`
    copy sequences (id, owner_id, mapillary_key, name, transport_type, tags, camera_make, captured_at, length_meters, photo_count, line, bbox, cell, min_zoom,
      is_pano, is_private, published_at) from stdin`.writable()
  await pipeline(Readable.from(chunked(inventSequences(photos), sequenceLine)), stream)
  await sql`update sequences set is_public = not is_private`
  await sql`select setval(pg_get_serial_sequence('sequences', 'id'), max(id)) from sequences`
}

function sequenceLine(sequence: GeoSequence): string {
  const { lengthMeters, line, bbox, cell } = describeLine(sequence.path)
  const [west, north, east, south] = bbox ?? [0, 0, 0, 0]
  return copyLine([
    sequence.id,
    sequence.ownerId,
    keyOf(`sequence-${sequence.id}`),
    `Walk ${sequence.id}`,
    sequence.transport,
    `{${sequence.tags.join(',')}}`,
    sequence.camera[0],
    new Date(sequence.capturedAt).toISOString(),
    lengthMeters,
    sequence.path.length,
    line && `\\\\x${line.toString('hex')}`,
    `((${east},${south}),(${west},${north}))`,
    cell,
    sequence.minZoom,
    sequence.camera[2],
    sequence.isPrivate,
    new Date(sequence.capturedAt + 86_400_000).toISOString(),
  ])
}

async function loadPhotos(sql: postgres.Sql, photos: number): Promise<void> {
  const stream = await sql`
    copy photos (id, owner_id, sequence_id, n, mapillary_key, imported_at, captured_at, lng, lat, cell, compass_angle, is_pano, camera_make, camera_model,
      altitude, altitude_source, is_private, is_public, raw, backed_up_at) from stdin`.writable()
  await pipeline(Readable.from(chunked(inventSequences(photos), photoLines)), stream)
  await sql`select setval(pg_get_serial_sequence('photos', 'id'), max(id)) from photos`
}

function photoLines(sequence: GeoSequence): string {
  const { id, ownerId, path, camera, capturedAt, isPrivate } = sequence
  const next = random(`photos-${id}`)
  const imported = new Date(capturedAt + 86_400_000).toISOString()
  return path
    .map(([lng, lat], index) => {
      const [ahead = 0, up = 0] = path[index + 1] ?? path[index - 1] ?? []
      const compass = (Math.atan2((ahead - lng) * Math.cos((lat * Math.PI) / 180), up - lat) * 180) / Math.PI
      return copyLine([
        (id - 1) * path.length + index + 1,
        ownerId,
        id,
        index + 1,
        keyOf(`photo-${id}-${index}`),
        imported,
        new Date(capturedAt + 3_000 * index).toISOString(),
        lng,
        lat,
        cellOf([lng, lat]),
        Math.round(((compass + 360) % 360) * 10) / 10,
        camera[2],
        camera[0],
        camera[1],
        Math.round((sequence.altitude + 20 * next()) * 10) / 10,
        'reference',
        isPrivate,
        !isPrivate,
        '{"type": "Feature"}',
        next() < 0.9 ? imported : null,
      ])
    })
    .join('')
}

async function loadDetections(sql: postgres.Sql, world: World): Promise<void> {
  const { values, layers, cumulated } = detectionValues()
  for (let from = 0; from < world.photos; from += PHOTOS_A_STEP) {
    await sql`
      insert into detections (photo_id, layer, mapillary_key, value, score, area, shape, raw)
      select id, (${layers}::text[])[rank], substr(md5(id || '-' || k), 1, 22), (${values}::text[])[rank], 0.5 + random() / 2, 0.3 * power(random(), 4), ${SHAPE}::text::jsonb, '{}'
      from (select p.id, k, 1 + width_bucket(random(), ${cumulated}::float8[]) as rank
        from photos p, generate_series(1, ${world.detections}::int) k
        where p.id > ${from}::bigint and p.id <= ${from + PHOTOS_A_STEP}::bigint) drawn`
  }
}

/** One to five true marks on some public photos, by users who do not own them. */
async function loadViewpoints(sql: postgres.Sql): Promise<void> {
  await sql`
    insert into viewpoints (photo_id, user_id, photo_owner_id, value)
    select id, 1 + (owner_id + mark - 1) % ${USERS}::bigint, owner_id, true
    from (select id, owner_id, 1 + floor(5 * power(random(), 3))::int as marks from photos where is_public and random() < ${MARKED_SHARE}::float8) marked,
      generate_series(1, marks) mark`
  await sql`
    update photos set viewpoint_count = marks from (select photo_id, count(*) as marks from viewpoints group by photo_id) counted where photo_id = id`
}

/** COPY's text format, some sequences at a time: a write for each line would take longer than all the rest. */
function* chunked(sequences: Iterable<GeoSequence>, toLines: (sequence: GeoSequence) => string): Generator<string> {
  let chunk = ''
  for (const sequence of sequences) {
    chunk += toLines(sequence)
    if (chunk.length < 200_000) continue
    yield chunk
    chunk = ''
  }
  yield chunk
}

function copyLine(values: (string | number | bigint | boolean | null)[]): string {
  return `${values.map((value) => (value === null ? '\\N' : String(value))).join('\t')}\n`
}
