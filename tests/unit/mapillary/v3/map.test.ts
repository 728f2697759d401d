import { describe, expect, test } from 'vitest'
import { findSequence, toAltitude, toDetection, toImage } from '@/lib/mapillary/v3/map'

function image(properties: object = {}, geometry: unknown = { type: 'Point', coordinates: [8.5, 47.1] }): unknown {
  return { type: 'Feature', properties: { key: 'k1', ...properties }, geometry }
}

function sequence(properties: object = {}, coordinates: unknown = [[8.5, 47.1]]): unknown {
  const keys = { coordinateProperties: { cas: [0], image_keys: ['k1'] } }
  return {
    type: 'Feature',
    properties: { key: 's1', user_key: 'u1', ...keys, ...properties },
    geometry: { type: 'LineString', coordinates },
  }
}

function detection(properties: object = {}): unknown {
  return { properties: { key: 'd1', image_key: 'k1', value: 'object--bench', ...properties } }
}

describe('an image', () => {
  test('has all that Mapillary said', () => {
    const feature = image({
      ca: 12.5,
      camera_make: 'Ricoh',
      camera_model: 'Theta V',
      captured_at: '2020-07-18T14:14:36.555Z',
      pano: true,
      private: true,
      sequence_key: 's1',
      user_key: 'u1',
      unknown_field: [1],
    })
    expect(toImage(feature)).toEqual({
      key: 'k1',
      userKey: 'u1',
      sequenceKey: 's1',
      lngLat: [8.5, 47.1],
      compassAngle: 12.5,
      capturedAt: new Date('2020-07-18T14:14:36.555Z'),
      isPano: true,
      isPrivate: true,
      cameraMake: 'Ricoh',
      cameraModel: 'Theta V',
      raw: feature,
    })
  })

  test('of which only the key is known is an image still', () => {
    const nothing = { userKey: null, sequenceKey: null, lngLat: null, compassAngle: null, capturedAt: null }
    const usual = { isPano: false, isPrivate: false, cameraMake: null, cameraModel: null }
    expect(toImage({ properties: { key: 'k1' } })).toMatchObject({ key: 'k1', ...nothing, ...usual })
  })

  test.each([
    null,
    'k1',
    {},
    { properties: null },
    { properties: {} },
    { properties: { key: '' } },
    { properties: { key: 7 } },
  ])('%j is none', (feature) => {
    expect(toImage(feature)).toBeNull()
  })

  test.each([
    [0, 0],
    [359.99, 359.99],
    [360, 0],
    [400, null],
    [-1, null],
    ['12', null],
    [null, null],
  ])('with ca %j has the compass angle %j', (ca, compassAngle) => {
    expect(toImage(image({ ca }))?.compassAngle).toBe(compassAngle)
  })

  test.each([
    ['1970-01-01T00:00:03.000Z', '1970-01-01T00:00:03.000Z'],
    ['2020-07-18', '2020-07-18T00:00:00.000Z'],
    ['yesterday', undefined],
    ['5', undefined],
    ['2020-13-45T00:00:00Z', undefined],
    ['0000-01-01T00:00:00.000Z', undefined],
    ['', undefined],
    [null, undefined],
    [1595081676555, undefined],
  ])('captured at %j has the time %j', (captured_at, time) => {
    expect(toImage(image({ captured_at }))?.capturedAt?.toISOString()).toBe(time)
  })

  test.each([
    [undefined, false],
    [null, false],
    [false, false],
    [true, true],
    ['true', true],
    [1, true],
  ])('that says private: %j is private: %j', (value, isPrivate) => {
    expect(toImage(image({ private: value }))?.isPrivate).toBe(isPrivate)
  })

  test.each([
    ['', null],
    ['  ', null],
    [' LG ', 'LG'],
    [null, null],
    [7, null],
  ])('with the camera %j has the camera %j', (camera_make, cameraMake) => {
    expect(toImage(image({ camera_make }))?.cameraMake).toBe(cameraMake)
  })

  test.each([
    { coordinates: [180, -90], lngLat: [180, -90] },
    { coordinates: [0, 0], lngLat: null }, // what cameras write that know no position
    { coordinates: [0, 51.5], lngLat: [0, 51.5] },
    { coordinates: [8.5, 47.1, 400], lngLat: [8.5, 47.1] },
    { coordinates: [180.1, 0], lngLat: null },
    { coordinates: [0, -90.1], lngLat: null },
    { coordinates: [null, null], lngLat: null },
    { coordinates: [Number.NaN, 0], lngLat: null },
    { coordinates: ['8.5', '47.1'], lngLat: null },
    { coordinates: [8.5], lngLat: null },
    { coordinates: [], lngLat: null },
    { coordinates: null, lngLat: null },
  ])('at $coordinates lies at $lngLat', ({ coordinates, lngLat }) => {
    expect(toImage(image({}, { type: 'Point', coordinates }))?.lngLat).toEqual(lngLat)
  })

  test.each([null, 7, { type: 'LineString', coordinates: [[8.5, 47.1]] }])(
    'with the geometry %j lies nowhere',
    (geometry) => {
      expect(toImage(image({}, geometry))?.lngLat).toBeNull()
    },
  )
})

test.each([
  [312.25, 312.25],
  [0, 0],
  [-4.5, -4.5],
  [null, null],
  ['10', null],
  [undefined, null],
])('the altitude %j is %j', (altitude, expected) => {
  expect(toAltitude(image({ altitude }))).toEqual({ key: 'k1', altitude: expected })
})

describe('a sequence', () => {
  test('has all that Mapillary said', () => {
    const properties = {
      username: 'ada',
      captured_at: '2016-03-14T13:44:37.206Z',
      camera_make: 'Apple',
      pano: true,
      private: true,
    }
    expect(findSequence(sequence(properties))).toEqual({
      key: 's1',
      userKey: 'u1',
      username: 'ada',
      capturedAt: new Date('2016-03-14T13:44:37.206Z'),
      cameraMake: 'Apple',
      isPano: true,
      isPrivate: true,
      photoKeys: ['k1'],
      coordinates: [[8.5, 47.1]],
    })
  })

  test('without a user or a list of photos is none', () => {
    expect(findSequence(sequence({ user_key: '' }))).toBeNull()
    expect(findSequence(sequence({ coordinateProperties: {} }))).toBeNull()
  })

  test('of which only the keys are known is public and has no camera', () => {
    expect(findSequence(sequence())).toMatchObject({
      username: null,
      capturedAt: null,
      cameraMake: null,
      isPano: false,
      isPrivate: false,
    })
  })

  test.each([
    {
      name: 'more keys than positions',
      keys: ['a', 'b'],
      at: [[1, 1]],
      photoKeys: ['a', 'b'],
      coordinates: [[1, 1], null],
    },
    {
      name: 'more positions than keys',
      keys: ['a'],
      at: [
        [1, 1],
        [2, 2],
      ],
      photoKeys: ['a'],
      coordinates: [[1, 1]],
    },
    {
      name: 'a key twice',
      keys: ['a', 'b', 'a'],
      at: [
        [1, 1],
        [2, 2],
        [3, 3],
      ],
      photoKeys: ['a', 'b'],
      coordinates: [
        [1, 1],
        [2, 2],
      ],
    },
    {
      name: 'keys that are none',
      keys: ['', null, 'c'],
      at: [
        [1, 1],
        [2, 2],
        [3, 3],
      ],
      photoKeys: ['c'],
      coordinates: [[3, 3]],
    },
    {
      name: 'positions that are none',
      keys: ['a', 'b'],
      at: [[1, 100], 'x'],
      photoKeys: ['a', 'b'],
      coordinates: [null, null],
    },
    { name: 'no photos', keys: [], at: [], photoKeys: [], coordinates: [] },
  ])('with $name keeps keys and positions side by side', ({ keys, at, photoKeys, coordinates }) => {
    const properties = { coordinateProperties: { image_keys: keys } }
    expect(findSequence(sequence(properties, at))).toMatchObject({ photoKeys, coordinates })
  })

  test('without geometry keeps its photos', () => {
    const feature = {
      properties: { key: 's1', user_key: 'u1', coordinateProperties: { image_keys: ['a'] } },
      geometry: null,
    }
    expect(findSequence(feature)).toMatchObject({ photoKeys: ['a'], coordinates: [null] })
  })
})

describe('a detection', () => {
  const square = [
    [0.1, 0.1],
    [0.2, 0.1],
    [0.2, 0.2],
    [0.1, 0.2],
    [0.1, 0.1],
  ]
  const shapeOf = (coordinates: unknown, type = 'Polygon') =>
    toDetection(detection({ shape: { type, coordinates } }))?.shape

  test('has all that Mapillary said', () => {
    const feature = detection({
      score: 0.5,
      area: 0.01,
      captured_at: '2020-01-01T00:00:00.000Z',
      shape: { type: 'Polygon', coordinates: [square] },
    })
    expect(toDetection(feature)).toEqual({
      key: 'd1',
      photoKey: 'k1',
      value: 'object--bench',
      score: 0.5,
      area: 0.01,
      shape: { type: 'Polygon', coordinates: [square] },
      capturedAt: new Date('2020-01-01T00:00:00.000Z'),
      raw: feature,
    })
  })

  test('without score, area and shape is a detection still', () => {
    expect(toDetection(detection())).toMatchObject({ score: null, area: null, shape: null, capturedAt: null })
  })

  test.each([{ key: '' }, { image_key: null }, { value: undefined }])('with %j is none', (properties) => {
    expect(toDetection(detection(properties))).toBeNull()
  })

  test.each([-0.1, 1.1, '0.5', null])('with the score %j has none', (score) => {
    expect(toDetection(detection({ score, area: score }))).toMatchObject({ score: null, area: null })
  })

  test('whose ring is open is closed', () => {
    expect(shapeOf([square.slice(0, 3)])?.coordinates).toEqual([
      [
        [0.1, 0.1],
        [0.2, 0.1],
        [0.2, 0.2],
        [0.1, 0.1],
      ],
    ])
  })

  test('a little outside of the picture ends at its edge', () => {
    expect(
      shapeOf([
        [
          [-0.005, 0],
          [1.004, 0],
          [1, 1],
          [-0.005, 0],
        ],
      ])?.coordinates,
    ).toEqual([
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 0],
      ],
    ])
  })

  test('keeps holes that can be drawn and loses the others', () => {
    expect(shapeOf([square, square, [[0.1, 0.1]], 'x'])).toBeNull()
    expect(shapeOf([square, square, [[0.1, 0.1]]])?.coordinates).toEqual([square, square])
  })

  test.each([
    { name: 'no rings', coordinates: [] },
    { name: 'two points', coordinates: [square.slice(0, 2)] },
    {
      name: 'a line there and back',
      coordinates: [
        [
          [0, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    },
    {
      name: 'points far outside',
      coordinates: [
        [
          [5, 5],
          [6, 5],
          [6, 6],
          [5, 5],
        ],
      ],
    },
    {
      name: 'points that are no numbers',
      coordinates: [
        [
          ['0', '0'],
          [null, 1],
          [1, 1],
          [0, 0],
        ],
      ],
    },
    { name: 'only a hole', coordinates: [[], square] },
    { name: 'more than 10,000 points', coordinates: [Array.from({ length: 10_001 }, () => [0.5, 0.5])] },
    { name: 'null', coordinates: null },
  ])('with $name has no shape', ({ coordinates }) => {
    expect(shapeOf(coordinates)).toBeNull()
  })

  test('whose shape is no polygon has none', () => {
    expect(shapeOf([0.5, 0.5], 'Point')).toBeNull()
    expect(toDetection(detection({ shape: 7 }))?.shape).toBeNull()
  })
})
