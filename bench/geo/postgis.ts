import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import postgres from 'postgres'
import { unpackLine } from '@/lib/geo/lines/line'
import type { TileCoord } from '@/lib/geo/tile'

const MAX_SEQUENCES = 500 // as lib/tiles has it
const GRID = 64 // squares along a side, of each of which the best marked place is shown

/** A copy of what the public tiles show in PostGIS, made once for each number of photos; undefined without BENCH_POSTGIS_URL. */
export async function openPostgis(source: postgres.Sql) {
  // biome-ignore lint/style/noProcessEnv: a switch of the benchmark, which is no part of the product
  const url = process.env.BENCH_POSTGIS_URL
  if (!url) return undefined
  const sql = postgres(url, { max: 4, onnotice: () => {} })
  await copyTo(sql, source)
  await sql.unsafe(tileFunction())
  return {
    url,
    render: async ({ z, x, y }: TileCoord) => {
      const startedAt = performance.now()
      await Promise.all(layersOf(z).map((layer) => sql.unsafe(layer, [z, x, y], { prepare: true })))
      return { ms: performance.now() - startedAt }
    },
    close: () => sql.end({ timeout: 1 }),
  }
}

const ENVELOPE = 'st_tileenvelope($1::int, $2::int, $3::int)'
const ELECTED = `(min_zoom <= $1::int or (select count(*) from (select 1 from bench_sequence where middle && ${ENVELOPE} limit ${MAX_SEQUENCES + 1}) found) <= ${MAX_SEQUENCES})`
const PHOTOS = `
  select st_asmvt(t, 'photos', 4096, 'geom') from (
    select id, sequence_id, captured_at, compass, pano, st_asmvtgeom(geom, ${ENVELOPE}, 4096, 0, false) as geom from bench_photo where geom && ${ENVELOPE}) t`
const OVERVIEW = `
  select st_asmvt(t, 'overview', 4096, 'geom') from (
    select id, captured_at, is_pano, photo_count, st_asmvtgeom(middle, ${ENVELOPE}, 4096, 0, false) as geom from bench_sequence where middle && ${ENVELOPE} and ${ELECTED}) t`
const SEQUENCES = `
  select st_asmvt(t, 'sequences', 4096, 'geom') from (
    select id, captured_at, is_pano, photo_count, st_asmvtgeom(line, ${ENVELOPE}, 4096, 64, true) as geom
    from bench_sequence where line && st_tileenvelope($1::int, $2::int, $3::int, margin => 64.0 / 4096) and ${ELECTED}) t`

function viewpointsOf(z: number): string {
  const square = `st_snaptogrid(geom, (st_xmax(${ENVELOPE}) - st_xmin(${ENVELOPE})) / ${GRID})`
  const [best, order] = z < 16 ? ['distinct on (square)', 'order by square, viewpoints desc, id'] : ['', '']
  return `
    select st_asmvt(t, 'viewpoints', 4096, 'geom') from (
      select id, sequence_id, viewpoints, st_asmvtgeom(geom, ${ENVELOPE}, 4096, 0, false) as geom from (
        select ${best} * from (select *, ${square} as square from bench_place where geom && ${ENVELOPE}) marked ${order}) best) t`
}

/** The layers that the tiles of a zoom have, thinned by the same rules and encoded by ST_AsMVT: statements of z, x and y. */
function layersOf(z: number): string[] {
  return [
    ...(z <= 5 ? [OVERVIEW] : []),
    ...(z >= 6 && z <= 14 ? [SEQUENCES] : []),
    ...(z >= 14 ? [PHOTOS] : []),
    viewpointsOf(z),
  ]
}

/** `bench_tile(z, x, y)`: those statements as one function, as Martin serves it. */
function tileFunction(): string {
  const cases = [5, 13, 14, 15, 24].map((last) => {
    const tile = layersOf(last).map((layer) => `(${layer})`)
    return `if $1 <= ${last} then return ${tile.join(' || ')}; end if;`
  })
  return `
    create or replace function bench_tile(z integer, x integer, y integer) returns bytea language plpgsql stable strict parallel safe
    as $tile$ begin ${cases.join('\n')} return ''; end $tile$`
}

async function copyTo(sql: postgres.Sql, source: postgres.Sql): Promise<void> {
  const [found] = await sql<{ isThere: boolean }[]>`select to_regclass('bench_place') is not null as "isThere"`
  const [there] = found?.isThere ? await sql<{ photos: number }[]>`select count(*)::int as photos from bench_photo` : []
  const [wanted] = await source<{ photos: number }[]>`select count(*)::int as photos from photos where is_public`
  if (there?.photos === wanted?.photos) return
  await sql`create extension if not exists postgis`
  await sql`drop table if exists bench_photo, bench_sequence, bench_place, bench_staged`
  await sql`create table bench_photo (id bigint, sequence_id bigint, captured_at float8, compass real, pano boolean, viewpoints int, geom geometry(point, 3857))`
  await sql`
    create table bench_sequence (id bigint, captured_at float8, is_pano boolean, photo_count int, min_zoom smallint, middle geometry(point, 3857), line geometry(linestring, 3857))`
  const photos = await source`
    copy (select id, sequence_id, extract(epoch from captured_at) * 1000, compass_angle, is_pano, viewpoint_count, lng, lat from photos where is_public) to stdout`.readable()
  await sql`create unlogged table bench_staged (id bigint, sequence_id bigint, captured_at float8, compass real, pano boolean, viewpoints int, lng float8, lat float8)`
  await pipeline(photos, await sql`copy bench_staged from stdin`.writable())
  await sql`
    insert into bench_photo select id, sequence_id, captured_at, compass, pano, viewpoints, st_transform(st_setsrid(st_makepoint(lng, lat), 4326), 3857) from bench_staged`
  await sql`drop table bench_staged`
  await sql`create table bench_place as select id, sequence_id, viewpoints, geom from bench_photo where viewpoints > 0`
  const sequences = await source<
    { id: string; at: number; isPano: boolean; count: number; minZoom: number; line: Buffer }[]
  >`
    select id::text, (extract(epoch from captured_at) * 1000)::float8 as at, is_pano as "isPano", photo_count as count, min_zoom as "minZoom", line
    from sequences where is_public and line is not null`
  await pipeline(
    Readable.from(
      sequences.map((row) => `${[row.id, row.at, row.isPano, row.count, row.minZoom, wkt(row.line)].join('\t')}\n`),
    ),
    await sql`copy bench_sequence (id, captured_at, is_pano, photo_count, min_zoom, line) from stdin`.writable(),
  )
  await sql`update bench_sequence set line = st_transform(st_setsrid(line, 4326), 3857)`
  await sql`update bench_sequence set middle = st_lineinterpolatepoint(line, 0.5)`
  for (const [table, column] of [
    ['bench_photo', 'geom'],
    ['bench_place', 'geom'],
    ['bench_sequence', 'line'],
    ['bench_sequence', 'middle'],
  ] as const) {
    await sql`create index on ${sql(table)} using gist (${sql(column)})`
  }
  await sql`vacuum (analyze) bench_photo, bench_sequence, bench_place`
}

/** In degrees, stored as if it were 3857 until it is transformed. */
function wkt(line: Buffer): string {
  return `SRID=3857;LINESTRING(${unpackLine(line)
    .map(([lng, lat]) => `${lng} ${lat}`)
    .join(', ')})`
}
