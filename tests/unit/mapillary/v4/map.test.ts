import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { maskOf } from '@/demo/v4/mask'
import { layerOfValue } from '@/lib/mapillary/v4/layers'
import { toAltitude, toDetection, toImage } from '@/lib/mapillary/v4/map'
import { areaOf, decodeShape } from '@/lib/mapillary/v4/shape'
import type { PictureRing } from '@/lib/model/pictures/picture-shapes'

const FIXTURES = join(import.meta.dirname, '../../../fixtures/mapillary/v4')

function square(x: number, y: number, width: number, height: number): PictureRing {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
    [x, y],
  ]
}

async function recordedDetections(photo: string): Promise<{ value: string; geometry: string }[]> {
  return JSON.parse(await readFile(join(FIXTURES, 'detections.json'), 'utf8'))[photo]
}

describe('a region of v4', () => {
  test('that is a box of an old tile becomes a polygon from the top left', async () => {
    const [sign] = await recordedDetections('204857163920411')
    const ring = square(2440 / 4096, 856 / 4096, 412 / 4096, 194 / 4096)
    expect(decodeShape(sign?.geometry ?? '')).toEqual({ type: 'Polygon', coordinates: [ring] })
  })

  test('that is an outline is closed and has its area', async () => {
    const [, light] = await recordedDetections('204857163920411')
    const shape = decodeShape(light?.geometry ?? '')
    const [ring = []] = shape?.type === 'Polygon' ? shape.coordinates : []
    expect(ring).toHaveLength(5)
    expect(ring.at(-1)).toEqual(ring[0])
    expect(shape && areaOf(shape)).toBeCloseTo(47_950 / 4096 ** 2, 8)
  })

  test('of several features and rings keeps them all', async () => {
    const [, , plants] = await recordedDetections('204857163920411')
    const shape = decodeShape(plants?.geometry ?? '')
    expect(shape?.type).toBe('MultiPolygon')
    expect(shape?.coordinates.map((rings) => rings.length)).toEqual([2, 1, 1])
    expect(shape && areaOf(shape)).toBeCloseTo((1000 * 800 - 300 * 200 + 500 * 700 + 8 * 8) / 4096 ** 2, 8)
  })

  test.each([
    { name: 'nothing', geometry: '' },
    { name: 'no base64', geometry: '§§§' },
    { name: 'no vector tile', geometry: 'AAAA' },
    { name: 'cut short', geometry: maskOf([[square(0.1, 0.1, 0.5, 0.5)]]).slice(0, 20) },
    { name: 'a tile without features', geometry: maskOf([]) },
    { name: 'far outside of the picture', geometry: maskOf([[square(3, 3, 1, 1)]]) },
  ])('that is $name is none', ({ geometry }) => {
    expect(decodeShape(geometry)).toBeNull()
  })

  test('a little outside of the picture is drawn to its edge', () => {
    const shape = decodeShape(maskOf([[square(-0.005, 0.25, 0.5, 0.5)]]))
    expect(shape?.type === 'Polygon' && shape.coordinates[0]?.[0]).toEqual([0, 0.25])
  })
})

test.each([
  ['regulatory--stop--g1', 'trafficsigns'],
  ['warning--curve-left--g2', 'trafficsigns'],
  ['information--general-directions--g1', 'trafficsigns'],
  ['complementary--distance--g3', 'trafficsigns'],
  ['general--traffic-sign--g1', 'trafficsigns'],
  ['object--street-light', 'instances'],
  ['object--traffic-sign--front', 'instances'],
  ['human--person--individual', 'instances'],
  ['animal--bird', 'instances'],
  ['marking--discrete--crosswalk-zebra', 'instances'],
  ['construction--flat--driveway', 'instances'],
  ['construction--flat--sidewalk', 'segmentations'],
  ['marking--continuous--solid', 'segmentations'],
  ['marking--general', 'segmentations'],
  ['nature--vegetation', 'segmentations'],
  ['void--car-mount', 'segmentations'],
  ['something-new', 'segmentations'],
])('%s is of the layer %s', (value, layer) => {
  expect(layerOfValue(value)).toBe(layer)
})

test('a detection has no score, and the area of its region', async () => {
  const [sign] = await recordedDetections('204857163920411')
  expect(toDetection(sign, '204857163920411')).toMatchObject({
    key: '138571594982801',
    photoKey: '204857163920411',
    layer: 'trafficsigns',
    score: null,
    area: (412 * 194) / 4096 ** 2,
    raw: sign,
  })
})

test('a detection whose region cannot be read is kept without it', async () => {
  const [, , person] = await recordedDetections('204857163920412')
  expect(toDetection(person, '204857163920412')).toMatchObject({ layer: 'instances', shape: null, area: null })
})

describe('an image of v4', () => {
  const whole = {
    id: '135511895288847',
    geometry: { type: 'Point', coordinates: [16.3738, 48.2082] },
    computed_geometry: { type: 'Point', coordinates: [16.3739, 48.2083] },
    altitude: 171.4,
    computed_altitude: 206.3,
    compass_angle: 336.74,
    computed_compass_angle: 1.29,
    captured_at: 1563721072184,
    is_pano: true,
    make: 'GoPro',
    model: 'HERO8 Black',
    sequence: '7nfcwfvjdtphz7yj6zat6a',
    creator: { username: 'rosa_k', id: '104400118820551' },
  }

  test('keeps what the camera wrote and what Mapillary computed apart', () => {
    expect(toImage(whole)).toEqual({
      key: '135511895288847',
      userKey: '104400118820551',
      sequenceKey: '7nfcwfvjdtphz7yj6zat6a',
      lngLat: [16.3738, 48.2082],
      compassAngle: 336.74,
      capturedAt: new Date(1563721072184),
      isPano: true,
      isPrivate: false,
      cameraMake: 'GoPro',
      cameraModel: 'HERO8 Black',
      computed: { lngLat: [16.3739, 48.2083], compassAngle: 1.29 },
      raw: whole,
    })
    expect(toAltitude(whole)).toEqual({ key: whole.id, reference: null, camera: 171.4, computed: 206.3 })
  })

  test('needs no more than an id', () => {
    expect(toImage({ id: '7' })).toMatchObject({
      key: '7',
      lngLat: null,
      capturedAt: null,
      isPano: false,
      computed: { lngLat: null, compassAngle: null },
    })
    expect(toAltitude({ id: '7' })).toEqual({ key: '7', reference: null, camera: null, computed: null })
  })

  test.each(['spherical', 'equirectangular'])('with the camera type %s and no is_pano is a panorama', (camera_type) => {
    expect(toImage({ id: '7', camera_type })?.isPano).toBe(true)
  })

  test('whose id is a number is refused: its last digits may be lost', () => {
    expect(toImage({ ...whole, id: 135511895288847 })).toBeNull()
  })

  test.each([Number.NaN, 9e15, -7e13, '2021-05-22', null])('with the time %j has none', (captured_at) => {
    expect(toImage({ id: '7', captured_at })?.capturedAt).toBeNull()
  })
})
