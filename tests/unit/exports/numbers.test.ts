import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PHOTO_WRITERS } from '@/lib/exports/writers'
import { formatDecimal } from '@/lib/format/number'
import type { PhotoFormat } from '@/lib/model/export-formats'
import { osmLinks } from '@/lib/photos/osm-links'
import type { PhotoFeature } from '@/lib/photos/types'
import { photoFeature } from '@/tests/support/photo-feature'

const DECIMAL = /^-?\d+(\.\d+)?$/

async function written(format: PhotoFormat, photo: PhotoFeature): Promise<string> {
  async function* photos() {
    yield photo
  }
  let text = ''
  for await (const part of PHOTO_WRITERS[format]({ title: '', isTrack: false, photos: photos() })) text += part
  return text
}

const degrees = (most: number) =>
  fc.oneof(fc.double({ min: -most, max: most, noNaN: true }), fc.constantFrom(5e-7, -5e-7, 5e-324, -0, most, -most))
const metres = fc.oneof(fc.double(), fc.constantFrom(1e21, -1e-7, Number.MAX_VALUE))
const place = fc.tuple(degrees(180), degrees(90))

describe('a number in a file', () => {
  test.each([
    [5e-7, '0.0000005'],
    [-5e-7, '-0.0000005'],
    [-0, '0'],
    [11.3, '11.3'],
    [1e21, '1000000000000000000000'],
    [Number.NaN, ''],
    [Number.POSITIVE_INFINITY, ''],
  ])('%d is %j', (value, text) => expect(formatDecimal(value)).toBe(text))

  test('is a plain decimal of the same value', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(formatDecimal(value)).toMatch(DECIMAL)
        expect(Math.abs(Number(formatDecimal(value)) - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-15 + 1e-20)
      }),
    )
  })
})

test('GPX has decimals within the ranges of its schema, whatever the numbers', async () => {
  await fc.assert(
    fc.asyncProperty(place, metres, async (lngLat, altitude) => {
      const gpx = await written('gpx', photoFeature(1, { altitude }, lngLat))
      const [, lat = '', lon = ''] = /<wpt lat="([^"]*)" lon="([^"]*)">/.exec(gpx) ?? []
      expect(lat).toMatch(DECIMAL)
      expect(Math.abs(Number(lat))).toBeLessThanOrEqual(90)
      expect(lon).toMatch(DECIMAL)
      expect(Number(lon)).toBeGreaterThanOrEqual(-180)
      expect(Number(lon)).toBeLessThan(180)
      for (const [, elevation] of gpx.matchAll(/<ele>(.*?)<\/ele>/g)) expect(elevation).toMatch(DECIMAL)
    }),
  )
})

test('CSV and GeoJSON have no exponents', async () => {
  await fc.assert(
    fc.asyncProperty(place, place, metres, degrees(180), async (lngLat, computedPosition, altitude, angle) => {
      const photo = photoFeature(1, { computedPosition, altitude, compassAngle: angle, cameraMake: '1e-7' }, lngLat)
      const row = (await written('csv', photo)).split('\r\n')[1]?.split(',') ?? []
      for (const cell of [7, 8, 9, 10, 11, 13].map((at) => row[at])) expect(cell).toMatch(/^$|^-?\d+(\.\d+)?$/)
      const geojson = await written('geojson', photo)
      expect(geojson.replaceAll(/"[^"]*"/g, '')).not.toMatch(/\de[+-]\d/)
      const [feature] = JSON.parse(geojson).features
      expect(feature.properties.cameraMake).toBe('1e-7')
      expect(feature.geometry.coordinates[0]).toBeCloseTo(lngLat[0], 12)
    }),
  )
})

test('links to maps have decimals within the world', () => {
  fc.assert(
    fc.property(place, (lngLat) => {
      const { openStreetMap, iD, josm } = osmLinks(lngLat, null)
      const { left, right, top, bottom } = Object.fromEntries(new URL(josm).searchParams)
      const [, lat, lng] = /#map=19\/([^/]+)\/([^&]+)/.exec(iD) ?? []
      for (const text of [left, right, top, bottom, lat, lng]) expect(text).toMatch(/^(?!-0\.0+$)-?\d+\.\d{6}$/)
      for (const lngs of [left, right]) expect(Math.abs(Number(lngs))).toBeLessThanOrEqual(180)
      for (const lats of [top, bottom]) expect(Math.abs(Number(lats))).toBeLessThanOrEqual(90)
      expect(openStreetMap).toContain(`mlat=${lat}&mlon=${lng}#`)
    }),
  )
})
