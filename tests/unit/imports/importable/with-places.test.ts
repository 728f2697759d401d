import { expect, test } from 'vitest'
import type { LngLat } from '@/lib/geo/lng-lat'
import { createGazetteer } from '@/lib/geocoder/gazetteer/gazetteer'
import { withPlaces } from '@/lib/imports/importable/with-places'
import type { ImportableSequence } from '@/lib/imports/types'

const sequence = (line: LngLat[]): ImportableSequence => ({
  key: String(line),
  capturedAt: null,
  photoCount: 1,
  lengthMeters: 0,
  cameraMake: null,
  isPano: false,
  isPrivate: false,
  line,
  here: { state: 'new' },
})

test('rows name the time zone and the town they are near; those without positions none', async () => {
  const sequences = [
    sequence([
      [-2.98, 54.42],
      [-2.96, 54.43],
      [-2.95, 54.44],
    ]),
    sequence([[-30, 45]]),
    sequence([]),
  ]
  const page = {
    sequences,
    next: null,
    matching: 3,
    selectable: { count: 0, photoCount: 0, newPhotoCount: 0, lengthMeters: 0 },
  }
  const { sequences: rows, ...rest } = await withPlaces(createGazetteer(), page)
  expect(rows.map(({ near }) => near)).toEqual(['Ambleside', undefined, undefined])
  expect(rows.map(({ timeZone }) => timeZone)).toEqual(['Europe/London', 'Etc/GMT+2', undefined])
  expect(rest).toEqual({ next: null, matching: 3, selectable: page.selectable })
})
