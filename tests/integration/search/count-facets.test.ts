import { describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import { countFacets } from '@/lib/search/count-facets'
import { parsePhotoFilter } from '@/lib/search/photo-filter'
import type { Viewer } from '@/lib/visibility/visible-rows'
import { test } from '@/tests/support/db'
import { insertDetection, insertPhoto, insertSequence, insertTag, insertUser } from '@/tests/support/factories'

const count = (db: Db, query: string, viewer: Viewer = null) =>
  countFacets(db, { filter: parsePhotoFilter(new URLSearchParams(query)), viewer })

describe('facets', () => {
  test('count what there is among the photos that fit', async ({ db }) => {
    const { id: ownerId } = await insertUser(db, { username: 'ada' })
    const ride = await insertSequence(db, { ownerId, transportType: 'Bicycle', tags: ['Alps'] })
    const photo = { sequenceId: ride.id, cameraMake: 'GoPro', cameraModel: 'Max', isPano: true }
    const first = await insertPhoto(db, photo)
    const second = await insertPhoto(db, { ...photo, n: 2 })
    await insertPhoto(db)
    await insertDetection(db, { photoId: first.id })
    await insertDetection(db, { photoId: first.id })
    await insertDetection(db, { photoId: second.id })
    await insertTag(db, { photoId: first.id, type: 'waymark--cairn' })

    expect(await count(db, 'sequenceTag=alps')).toEqual({
      total: 2,
      isTotalExact: true,
      bbox: [-3.1, 54.45, -3.1, 54.45],
      facets: {
        tag: [
          { value: 'object--bench', count: 2, source: 'mapillary' },
          { value: 'waymark--cairn', count: 1, source: 'mtp' },
        ],
        cameraMake: [{ value: 'GoPro', count: 2 }],
        cameraModel: [{ value: 'Max', count: 2 }],
        transport: [{ value: 'Bicycle', count: 2 }],
        sequenceTag: [{ value: 'Alps', count: 2 }],
        pano: [{ value: 'true', count: 2 }],
        season: [{ value: 'spring', count: 2 }],
        year: [{ value: '2024', count: 2 }],
        user: [{ value: 'ada', count: 2 }],
      },
    })
  })

  test('of one choice count as if it was not made, those of tags what can be added', async ({ db }) => {
    const both = await insertPhoto(db, { isPano: true })
    const bench = await insertPhoto(db, { isPano: false })
    await insertPhoto(db, { isPano: false })
    for (const photoId of [both.id, bench.id]) await insertDetection(db, { photoId })
    await insertDetection(db, { photoId: both.id, value: 'nature--sky' })

    const { total, facets } = await count(db, 'pano=false&tag=object--bench')

    expect(total).toBe(1)
    expect(facets.pano).toEqual([
      { value: 'false', count: 1 },
      { value: 'true', count: 1 },
    ])
    expect(facets.tag).toEqual([{ value: 'object--bench', count: 1, source: 'mapillary' }])
    expect((await count(db, 'from=1999-01-01&to=1999-12-31')).facets.year).toEqual([{ value: '2024', count: 3 }])
  })

  test('hold private photos for their owner alone', async ({ db }) => {
    const { id: ownerId } = await insertUser(db)
    const hidden = await insertPhoto(db, { ownerId, isPrivate: true, lng: 12 })
    await insertDetection(db, { photoId: hidden.id })
    await insertPhoto(db, { ownerId })

    expect(await count(db, '')).toMatchObject({ total: 1, bbox: [-3.1, 54.45, -3.1, 54.45], facets: { tag: [] } })
    expect(await count(db, '', ownerId)).toMatchObject({
      total: 2,
      bbox: [-3.1, 54.45, 12, 54.45],
      facets: { tag: [{ value: 'object--bench' }] },
    })
  })

  test.for<[where: string, lngs: number[], west: number | null, east: number | null]>([
    ['on both sides of the antimeridian', [178, -179, 179], 178, 181],
    ['on both sides of the prime meridian', [-3, 2], -3, 2],
    ['west of it', [-120, -118], -120, -118],
    ['nowhere', [], null, null],
  ])(
    'come with the box around photos %s, without those that have no position',
    async ([, lngs, west, east], { db }) => {
      for (const lng of lngs) await insertPhoto(db, { lng, lat: 10 })
      await insertPhoto(db, { lng: null, lat: null })

      const { total, bbox } = await count(db, '')

      expect([total, bbox]).toEqual([lngs.length + 1, west === null ? null : [west, 10, east, 10]])
    },
  )

  test('of nothing are empty', async ({ db }) => {
    expect(await count(db, 'tag=nobody-knows-it')).toMatchObject({
      total: 0,
      isTotalExact: true,
      bbox: null,
      facets: { tag: [], user: [] },
    })
  })
})
