import type { VectorTileFeature } from '@mapbox/vector-tile'
import { eq, sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import { sequences } from '@/db/schema/sequences'
import { mercatorBox } from '@/lib/geo/bbox'
import { cellOf } from '@/lib/geo/cell'
import { packLine } from '@/lib/geo/lines/line'
import type { LngLat } from '@/lib/geo/lng-lat'
import { toMercator } from '@/lib/geo/mercator'
import { photoLayer } from '@/lib/tiles/photo-layer'
import { findFirstView, findPublicExtent } from '@/lib/tiles/public-extent'
import { renderTile } from '@/lib/tiles/render-tile'
import { test } from '@/tests/support/db'
import { insertPhoto, insertSequence } from '@/tests/support/factories'
import { featuresOf, tileAt } from '@/tests/support/tile-features'

const HERE: LngLat = [-3.1, 54.45]
const WALK: LngLat[] = [HERE, [-3.09, 54.455], [-3.08, 54.45]]

const onMap = (path: LngLat[]) => ({
  line: packLine(path),
  bbox: mercatorBox(path),
  cell: cellOf(path[Math.floor(path.length / 2)] ?? HERE),
})

async function featuresAt(db: Db, lngLat: LngLat, z: number, layer: string): Promise<VectorTileFeature[]> {
  return featuresOf(await renderTile(db, tileAt(lngLat, z)), layer)
}

const idsAt = async (...place: Parameters<typeof featuresAt>) => (await featuresAt(...place)).map(({ id }) => id)

test('a photo stands in tiles of zoom 14 to 16 with its properties', async ({ db }) => {
  const photo = await insertPhoto(db, { lng: HERE[0], lat: HERE[1], isPano: true, compassAngle: 12.5 })
  for (const zoom of [14, 15, 16]) {
    const [feature] = await featuresAt(db, HERE, zoom, 'photos')
    expect(feature?.id).toBe(photo.id)
    expect(feature?.properties).toEqual({
      id: photo.id,
      sequence_id: photo.sequenceId,
      captured_at: Date.parse('2024-05-03T10:00:00Z'),
      compass: 12.5,
      pano: true,
    })
  }
  expect(await idsAt(db, HERE, 13, 'photos')).toEqual([])
})

test('a photo lies within one unit of where it was taken', async ({ db }) => {
  await insertPhoto(db, { lng: HERE[0], lat: HERE[1] })
  const [feature] = await featuresAt(db, HERE, 16, 'photos')
  const [x = 0, y = 0] = toMercator(HERE).map((share) => ((share * 2 ** 16) % 1) * 4096)
  const point = feature?.loadGeometry()[0]?.[0]
  expect(Math.abs((point?.x ?? Infinity) - x)).toBeLessThanOrEqual(1)
  expect(Math.abs((point?.y ?? Infinity) - y)).toBeLessThanOrEqual(1)
})

test('unknown properties are left out, and a photo without a position is in no tile', async ({ db }) => {
  await insertPhoto(db, { lng: HERE[0], lat: HERE[1], compassAngle: null, capturedAt: null })
  await insertPhoto(db, { lng: null, lat: null })
  const found = await featuresAt(db, HERE, 16, 'photos')
  expect(found.map(({ properties }) => Object.keys(properties))).toEqual([['id', 'sequence_id', 'pano']])
  expect(await renderTile(db, tileAt([0, 0], 16))).toHaveLength(0)
})

test.for<[name: string, lngLat: LngLat]>([
  ['the antimeridian, written as 180', [180, 10]],
  ['the antimeridian, written as -180', [-180, 10]],
  ['the north pole', [5, 90]],
  ['the south pole', [5, -90]],
  ['0, 0', [0, 0]],
])('a photo at %s has its tile', async ([, lngLat], { db }) => {
  const photo = await insertPhoto(db, { lng: lngLat[0], lat: lngLat[1] })
  expect(await idsAt(db, lngLat, 14, 'photos')).toEqual([photo.id])
})

describe('a sequence', () => {
  test('is a point of the overview up to zoom 5 and a line from 6 to 14', async ({ db }) => {
    const { id } = await insertSequence(db, { ...onMap(WALK), photoCount: 3, isPano: true })
    for (const zoom of [0, 3, 5]) {
      const [feature] = await featuresAt(db, HERE, zoom, 'overview')
      expect(feature?.type).toBe(1)
      expect(feature?.properties).toMatchObject({
        id,
        is_pano: true,
        photo_count: 3,
        captured_at: Date.parse('2024-05-03T10:00:00Z'),
      })
      expect(await idsAt(db, HERE, zoom, 'sequences')).toEqual([])
    }
    for (const zoom of [6, 10, 14]) {
      const [feature] = await featuresAt(db, HERE, zoom, 'sequences')
      expect(feature?.type).toBe(2)
      expect(feature?.id).toBe(id)
      expect(await idsAt(db, HERE, zoom, 'overview')).toEqual([])
    }
    expect(await idsAt(db, HERE, 15, 'sequences')).toEqual([])
  })

  test('that is shorter than a unit is a point among the lines', async ({ db }) => {
    const { id } = await insertSequence(db, onMap([HERE, [HERE[0] + 0.00002, HERE[1]]]))
    const [feature] = await featuresAt(db, HERE, 6, 'sequences')
    expect([feature?.id, feature?.type]).toEqual([id, 1])
    expect((await featuresAt(db, HERE, 14, 'sequences'))[0]?.type).toBe(2)
  })

  test('is cut at the edge of the tile, a little beyond it', async ({ db }) => {
    await insertSequence(
      db,
      onMap([
        [-10, 54.45],
        [10, 54.45],
      ]),
    )
    const [feature] = await featuresAt(db, HERE, 10, 'sequences')
    expect(feature?.loadGeometry().map((line) => line.map(({ x }) => x))).toEqual([[-64, 4160]])
  })

  test('across the antimeridian is drawn on both sides, and nowhere in between', async ({ db }) => {
    const { id } = await insertSequence(
      db,
      onMap([
        [179.9, 10],
        [-179.9, 10],
      ]),
    )
    expect(await idsAt(db, [179.95, 10], 8, 'sequences')).toEqual([id])
    expect(await idsAt(db, [-179.95, 10], 8, 'sequences')).toEqual([id])
    expect(await idsAt(db, [0, 10], 8, 'sequences')).toEqual([])
  })

  test('without positions is in no tile', async ({ db }) => {
    await insertSequence(db)
    expect(await renderTile(db, { z: 0, x: 0, y: 0 })).toHaveLength(0)
    expect(await renderTile(db, tileAt(HERE, 10))).toHaveLength(0)
  })
})

describe.for<[name: string, hidden: Partial<typeof sequences.$inferInsert>]>([
  ['not published', { publishedAt: null }],
  ['private', { isPrivate: true }],
  ['deleted', { deletedAt: new Date() }],
])('a sequence that is %s', ([, hidden]) => {
  test('is in no tile, nor are its photos', async ({ db }) => {
    const sequence = await insertSequence(db, { ...onMap(WALK), ...hidden })
    await insertPhoto(db, { sequenceId: sequence.id, lng: HERE[0], lat: HERE[1] })
    for (const zoom of [0, 5, 6, 13, 14, 15, 16]) expect(await renderTile(db, tileAt(HERE, zoom))).toHaveLength(0)
    expect(await findPublicExtent(db)).toBeNull()
  })

  test('is gone from the next tile when it becomes so', async ({ db }) => {
    const sequence = await insertSequence(db, onMap(WALK))
    await insertPhoto(db, { sequenceId: sequence.id, lng: HERE[0], lat: HERE[1] })
    expect(await idsAt(db, HERE, 14, 'photos')).toHaveLength(1)
    await db.update(sequences).set(hidden).where(eq(sequences.id, sequence.id))
    for (const zoom of [0, 14, 16]) expect(await renderTile(db, tileAt(HERE, zoom))).toHaveLength(0)
  })
})

test('a private photo of a public sequence is in no tile', async ({ db }) => {
  const sequence = await insertSequence(db)
  await insertPhoto(db, { sequenceId: sequence.id, isPrivate: true, lng: HERE[0], lat: HERE[1] })
  expect(await idsAt(db, HERE, 16, 'photos')).toEqual([])
})

describe('a crowded tile', () => {
  test('of photos is thinned to one for each 1/128 of its side below zoom 16', async ({ db }) => {
    const sequence = await insertSequence(db)
    const spot = cellOf(HERE)
    await db.execute(sql`
      insert into photos (owner_id, sequence_id, n, mapillary_key, imported_at, lng, lat, cell)
      select ${sequence.ownerId}::bigint, ${sequence.id}::bigint, n, 'crowd-' || n, now(), -3.1, 54.45, ${spot}::bigint + n % 7 from generate_series(1, 20001) n`)
    const far = await insertPhoto(db, { lng: HERE[0] - 0.002, lat: HERE[1] })
    const thinned = await idsAt(db, HERE, 14, 'photos')
    expect(thinned).toHaveLength(2)
    expect(thinned).toContain(far.id)
    expect(await idsAt(db, HERE, 16, 'photos')).toHaveLength(20_002)
  })

  test('of photos shows the same whether they are sorted or jumped through', async ({ db }) => {
    const near = [0, 0.00001, 0.002, 0.00201, 0.004].map((degrees) => ({ lng: HERE[0] - degrees, lat: HERE[1] }))
    for (const place of near) await insertPhoto(db, place)
    const thinned = async (limits: { drawn: number; sorted: number }) => {
      const { features } = await photoLayer(db, tileAt(HERE, 14), limits)
      return [...features].map(({ geometry }) => (geometry.type === 'point' ? String(geometry.place) : '')).sort()
    }
    const sorted = await thinned({ drawn: 4, sorted: 5 })
    expect(sorted).toHaveLength(3)
    expect(await thinned({ drawn: 1, sorted: 4 })).toEqual(sorted)
    expect(await thinned({ drawn: 5, sorted: 5 })).toHaveLength(5)
  })

  test('of sequences shows those elected for its zoom', async ({ db }) => {
    const elected = await insertSequence(db, { ...onMap(WALK), minZoom: 3 })
    const { cell } = onMap(WALK)
    await db.execute(sql`
      insert into sequences (owner_id, mapillary_key, name, published_at, cell, line, bbox, min_zoom)
      select owner_id, 'crowd-' || n, 'Crowd', now(), ${cell}::bigint, line, bbox, 14 from sequences, generate_series(1, 501) n where id = ${elected.id}`)
    expect(await idsAt(db, HERE, 4, 'overview')).toEqual([elected.id])
    expect(await idsAt(db, HERE, 2, 'overview')).toEqual([])
    expect(await idsAt(db, HERE, 9, 'sequences')).toEqual([elected.id])
    expect(await idsAt(db, HERE, 14, 'sequences')).toHaveLength(502)
  })
})

test('the extent holds every public sequence', async ({ db }) => {
  await insertSequence(db, onMap(WALK))
  await insertSequence(
    db,
    onMap([
      [10, -20],
      [11, -21],
    ]),
  )
  const extent = (await findPublicExtent(db)) ?? []
  for (const [index, expected] of [-3.1, -21, 11, 54.455].entries()) expect(extent[index]).toBeCloseTo(expected, 6)
})

test('a first look goes to where most sequences are when they lie on two continents', async ({ db }) => {
  const alaska: LngLat[] = [
    [-149.9, 61.2],
    [-149.8, 61.3],
  ]
  for (const path of [WALK, alaska, WALK]) await insertSequence(db, onMap(path))
  const view = (await findFirstView(db)) ?? []
  for (const [index, expected] of [-3.1, 54.45, -3.08, 54.455].entries()) expect(view[index]).toBeCloseTo(expected, 6)
})

test('a first look shows all sequences of one country', async ({ db }) => {
  await insertSequence(db, onMap(WALK))
  expect(await findFirstView(db)).toEqual(await findPublicExtent(db))
})

test('the extent of sequences on both sides of the antimeridian is not the whole world', async ({ db }) => {
  for (const west of [179.9, -179.95]) {
    const box = mercatorBox([
      [west, -17],
      [west + 0.01, -16],
    ])
    await insertSequence(db, { bbox: box })
  }
  const [west = 0, , east = 0] = (await findPublicExtent(db)) ?? []
  expect([west, east - 360].map((lng) => lng.toFixed(6))).toEqual(['179.900000', '-179.940000'])
})
