import { eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import { tags } from '@/db/schema/tags'
import { findPhotos } from '@/lib/search/find-photos'
import { parsePhotoFilter } from '@/lib/search/photo-filter'
import { markViewpoint } from '@/lib/viewpoints/mark-viewpoint'
import type { Viewer } from '@/lib/visibility/visible-rows'
import { test } from '@/tests/support/db'
import { insertDetection, insertPhoto, insertSequence, insertTag, insertUser } from '@/tests/support/factories'

const origin = 'https://paths.test'
const mapillary = { photoPageUrl: (key: string) => `https://mapillary.test/${key}` }

const find = (db: Db, query: string, viewer: Viewer = null) =>
  findPhotos({ db, mapillary, origin }, { filter: parsePhotoFilter(new URLSearchParams(query)), viewer })

async function ids(db: Db, query: string, viewer: Viewer = null): Promise<number[]> {
  return (await find(db, query, viewer)).features.map(({ id }) => Number(id))
}

const at = (time: string | null) => ({ capturedAt: time === null ? null : new Date(time) })

describe('who sees what', () => {
  test('private, unpublished, deleted and not yet read photos are listed to their owner alone', async ({ db }) => {
    const owner = await insertUser(db)
    const stranger = await insertUser(db)
    const own = { ownerId: owner.id }
    const open = await insertPhoto(db, own)
    const hidden = [
      await insertPhoto(db, { ...own, isPrivate: true }),
      await insertPhoto(db, { sequenceId: (await insertSequence(db, { ...own, isPrivate: true })).id }),
      await insertPhoto(db, { sequenceId: (await insertSequence(db, { ...own, publishedAt: null })).id }),
      await insertPhoto(db, { sequenceId: (await insertSequence(db, { ...own, deletedAt: new Date() })).id }),
    ]
    await insertPhoto(db, { ...own, importedAt: null })

    expect(await ids(db, '')).toEqual([open.id])
    expect(await ids(db, '', stranger.id)).toEqual([open.id])
    expect((await ids(db, '', owner.id)).sort()).toEqual([open, ...hidden].map(({ id }) => id).sort())
  })

  test('the original is linked for its owner alone', async ({ db }) => {
    const photo = await insertPhoto(db, { backupKey: 'alice/1/PHOTO_1.jpg' })

    expect((await find(db, '')).features[0]?.properties.links.original).toBeUndefined()
    expect((await find(db, '', photo.ownerId)).features[0]?.properties.links.original).toContain('size=original')
  })
})

describe('filters', () => {
  test('bbox keeps what lies inside, its edges too, also across the antimeridian', async ({ db }) => {
    const inside = await insertPhoto(db, { lng: -3.1, lat: 54.4 })
    await insertPhoto(db, { lng: -3.3, lat: 54.4 })
    await insertPhoto(db, { lng: null, lat: null })
    const east = await insertPhoto(db, { lng: 179.9, lat: -17 })
    const west = await insertPhoto(db, { lng: -179.9, lat: -17 })

    expect(await ids(db, 'bbox=-3.2,54.3,-3.0,54.5')).toEqual([inside.id])
    expect(await ids(db, 'bbox=-3.1,54.4,-3.1,54.4')).toEqual([inside.id])
    expect((await ids(db, 'bbox=179,-18,-179,-16')).sort()).toEqual([east.id, west.id].sort())
  })

  test('near lists what is within the radius, the nearest first, with the distance in metres', async ({ db }) => {
    const far = await insertPhoto(db, { lng: -3.1, lat: 54.4 + 0.0008 })
    const here = await insertPhoto(db, { lng: -3.1, lat: 54.4 })
    await insertPhoto(db, { lng: -3.1, lat: 54.4 + 0.002 })

    const { features } = await find(db, 'near=-3.1,54.4&radius=100')

    expect(features.map(({ id }) => Number(id))).toEqual([here.id, far.id])
    expect(features[1]?.properties.distance).toBeCloseTo(89, 0)
  })

  test('near works across the antimeridian', async ({ db }) => {
    const photo = await insertPhoto(db, { lng: 179.9995, lat: 0 })

    expect(await ids(db, 'near=-179.9995,0&radius=150')).toEqual([photo.id])
  })

  test('sequence, user, camera and transport pick theirs', async ({ db }) => {
    const alice = await insertUser(db, { username: 'alice' })
    const ride = await insertSequence(db, { ownerId: alice.id, transportType: 'Bicycle' })
    const photo = await insertPhoto(db, { sequenceId: ride.id, cameraMake: 'GoPro' })
    await insertPhoto(db)

    for (const query of [`sequence=${ride.id}`, 'user=alice', 'cameraMake=gopro', 'transport=bicycle']) {
      expect(await ids(db, query), query).toEqual([photo.id])
    }
    expect(await ids(db, 'user=nobody')).toEqual([])
  })

  test('from and to hold whole days', async ({ db }) => {
    const may = await insertPhoto(db, at('2024-05-03T23:59:59.999Z'))
    await insertPhoto(db, at('2024-05-04T00:00:00Z'))
    await insertPhoto(db, at(null))

    expect(await ids(db, 'from=2024-05-03&to=2024-05-03')).toEqual([may.id])
  })

  test('panoramas, altitudes and viewpoints', async ({ db }) => {
    const photo = await insertPhoto(db, { isPano: true, altitude: 812 })
    const other = await insertPhoto(db, { isPano: false, altitude: -4 })
    await insertPhoto(db)
    await markViewpoint(db, { photoId: photo.id, userId: (await insertUser(db)).id, value: true })

    expect(await ids(db, 'pano=true')).toEqual([photo.id])
    expect(await ids(db, 'minAltitude=800&maxAltitude=812')).toEqual([photo.id])
    expect(await ids(db, 'maxAltitude=0')).toEqual([other.id])
    expect(await ids(db, 'minViewpoints=1')).toEqual([photo.id])
    expect((await ids(db, 'sort=-viewpoints'))[0]).toBe(photo.id)
  })

  test('tags are all asked for, a star stands for the rest, and nothing else is a pattern', async ({ db }) => {
    const both = await insertPhoto(db)
    const bench = await insertPhoto(db)
    await insertPhoto(db)
    await insertDetection(db, { photoId: both.id, value: 'object--bench' })
    await insertDetection(db, { photoId: both.id, value: 'regulatory--stop--g1', layer: 'trafficsigns' })
    await insertDetection(db, { photoId: bench.id, value: 'object--bench' })

    expect((await ids(db, 'tag=object--bench')).sort()).toEqual([both.id, bench.id].sort())
    expect(await ids(db, 'tag=object--bench&tag=regulatory--*')).toEqual([both.id])
    expect(await ids(db, 'tag=object--%25')).toEqual([])
    expect(await ids(db, 'tag=object__*')).toEqual([])
  })

  test('an area keeps what lies inside its edges, also across the antimeridian', async ({ db }) => {
    const inside = await insertPhoto(db, { lng: 1, lat: 1 })
    await insertPhoto(db, { lng: 3, lat: 3.5 })
    const east = await insertPhoto(db, { lng: 179.9, lat: -17 })
    const west = await insertPhoto(db, { lng: -179.9, lat: -17 })
    await insertPhoto(db, { lng: -179.9, lat: -15.1 })

    expect(await ids(db, 'area=0,0,4,0,0,4')).toEqual([inside.id])
    expect((await ids(db, 'area=179,-18,-179,-18,-179,-16,179,-15')).sort()).toEqual([east.id, west.id].sort())
    expect((await ids(db, 'area=-179,-18,-179,-16,179,-15,179,-18')).sort()).toEqual([east.id, west.id].sort())
  })

  test('a preset reaches back from now', async ({ db }) => {
    const day = 24 * 60 * 60 * 1000
    const young = await insertPhoto(db, { capturedAt: new Date(Date.now() - 20 * day) })
    const older = await insertPhoto(db, { capturedAt: new Date(Date.now() - 200 * day) })
    await insertPhoto(db, { capturedAt: new Date(Date.now() - 500 * day) })

    expect(await ids(db, 'since=30d')).toEqual([young.id])
    expect(await ids(db, 'since=12m')).toEqual([young.id, older.id])
    expect(await ids(db, 'since=12m&from=2000-01-01')).toEqual([young.id, older.id])
  })

  test('seasons follow the hemisphere', async ({ db }) => {
    const north = { lng: 7, lat: 46 }
    const south = { lng: 170, lat: -45 }
    const june = at('2024-06-15T12:00:00Z')
    const december = at('2024-12-15T12:00:00Z')
    const summer = [await insertPhoto(db, { ...north, ...june }), await insertPhoto(db, { ...south, ...december })]
    const winter = [await insertPhoto(db, { ...north, ...december }), await insertPhoto(db, { ...south, ...june })]
    const march = await insertPhoto(db, { ...north, ...at('2024-03-01T00:00:00Z') })
    await insertPhoto(db, at(null))
    const idsOf = (photos: { id: number }[]) => photos.map(({ id }) => id).sort()

    expect((await ids(db, 'season=summer')).sort()).toEqual(idsOf(summer))
    expect((await ids(db, 'season=winter')).sort()).toEqual(idsOf(winter))
    expect((await ids(db, 'season=winter&season=spring')).sort()).toEqual(idsOf([...winter, march]))
  })

  test('camera model and the tags of the sequence pick theirs, whatever the capitals', async ({ db }) => {
    const tour = await insertSequence(db, { tags: ['Alps', 'snow'] })
    const photo = await insertPhoto(db, { sequenceId: tour.id, cameraModel: 'GoPro Max' })
    await insertPhoto(db)

    expect(await ids(db, 'cameraModel=gopro%20max')).toEqual([photo.id])
    expect(await ids(db, 'sequenceTag=alps&sequenceTag=SNOW')).toEqual([photo.id])
    expect(await ids(db, 'sequenceTag=alps&sequenceTag=sea')).toEqual([])
  })

  test('score and area are asked of one and the same detection that has the tag', async ({ db }) => {
    const large = await insertPhoto(db)
    const sure = await insertPhoto(db)
    await insertDetection(db, { photoId: large.id, score: 0.9, area: 0.3 })
    await insertDetection(db, { photoId: sure.id, score: 0.95, area: 0.01 })
    await insertDetection(db, { photoId: sure.id, score: 0.2, area: 0.4 })
    await insertDetection(db, { photoId: sure.id, value: 'nature--sky', score: 0.9, area: 0.6 })
    await insertDetection(db, { photoId: (await insertPhoto(db)).id, score: null, area: null })

    expect(await ids(db, 'tag=object--bench&minScore=0.8&minArea=0.3')).toEqual([large.id])
    expect(await ids(db, 'tag=object--bench&minScore=0.95')).toEqual([sure.id])
    expect(await ids(db, 'minArea=0.6')).toEqual([sure.id])
  })

  test('the view direction is met around north too, and photos without one are left out', async ({ db }) => {
    const north = await insertPhoto(db, { compassAngle: 355 })
    const east = await insertPhoto(db, { compassAngle: 90 })
    await insertPhoto(db, { compassAngle: null })

    expect(await ids(db, 'heading=10&headingTolerance=20')).toEqual([north.id])
    expect(await ids(db, 'heading=60')).toEqual([east.id])
    expect((await ids(db, 'heading=0&headingTolerance=180')).sort()).toEqual([north.id, east.id].sort())
  })

  test('backed up or not is asked of own photos, by somebody who is logged in', async ({ db }) => {
    const { id: ownerId } = await insertUser(db)
    const kept = await insertPhoto(db, { ownerId, backedUpAt: new Date() })
    const missing = await insertPhoto(db, { ownerId })
    await insertPhoto(db, { backedUpAt: new Date() })

    expect(await ids(db, 'backedUp=true', ownerId)).toEqual([kept.id])
    expect(await ids(db, 'backedUp=false', ownerId)).toEqual([missing.id])
    await expect(ids(db, 'backedUp=true')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })

  test('SQL in a parameter is text like any other', async ({ db }) => {
    await insertPhoto(db)
    const text = encodeURIComponent(`' or 1=1; drop table photos; -- % _ \\ "`)

    for (const name of ['user', 'tag', 'cameraMake', 'cameraModel', 'sequenceTag']) {
      expect(await ids(db, `${name}=${text}`), name).toEqual([])
    }
    expect(await ids(db, '')).toHaveLength(1)
  })

  test('tags of Mapillary and of our users are searched alike, and told apart by their source', async ({ db }) => {
    const found = await insertPhoto(db)
    const tagged = await insertPhoto(db)
    await insertPhoto(db)
    await insertDetection(db, { photoId: found.id })
    const { id: tagId } = await insertTag(db, { photoId: tagged.id, type: 'waymark--cairn' })

    expect(await ids(db, 'source=mapillary')).toEqual([found.id])
    expect(await ids(db, 'source=mtp')).toEqual([tagged.id])
    expect(await ids(db, 'tag=waymark--*')).toEqual([tagged.id])
    expect(await ids(db, 'tag=waymark--cairn&source=mapillary')).toEqual([])
    expect(await ids(db, 'tag=object--bench&source=mtp')).toEqual([])

    await db.update(tags).set({ removedAt: new Date() }).where(eq(tags.id, tagId))
    expect(await ids(db, 'source=mtp')).toEqual([])
  })
})

describe('pages', () => {
  async function walk(db: Db, query: string, viewer: Viewer, between?: () => Promise<unknown>): Promise<number[]> {
    const seen: number[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await find(db, `${query}&cursor=${cursor}`, viewer)
      seen.push(...page.features.map(({ id }) => Number(id)))
      cursor = page.nextCursor
      await between?.()
    }
    return seen
  }

  for (const sort of ['captured_at', '-captured_at', '-viewpoints', '-tag', 'distance']) {
    test(`sorted by ${sort}, every photo comes once, own private ones in their place`, async ({ db }) => {
      const { id: ownerId } = await insertUser(db)
      const times = [
        '2024-05-01T10:00:00Z',
        '2024-05-01T10:00:00Z',
        null,
        '1970-01-01T00:00:00Z',
        null,
        '2024-05-02T10:00:00Z',
      ]
      const inserted: number[] = []
      for (const [index, time] of times.entries()) {
        const place = { lng: -3.1, lat: 54.4 + (index % 3) * 0.0001 }
        const { id } = await insertPhoto(db, { ownerId, ...at(time), ...place, isPrivate: index % 2 === 1 })
        for (let times = 0; times <= index % 3; times++) await insertDetection(db, { photoId: id })
        inserted.push(id)
      }
      const query = `sort=${sort}&near=-3.1,54.4&radius=1000&tag=object--bench`
      const [whole, paged] = [await ids(db, query, ownerId), await walk(db, `${query}&limit=2`, ownerId)]

      expect(paged).toEqual(whole)
      expect(paged.toSorted((a, b) => a - b)).toEqual(inserted)
    })
  }

  test('photos without a time come last in both directions', async ({ db }) => {
    const undated = await insertPhoto(db, at(null))
    const old = await insertPhoto(db, at('1970-01-01T00:00:00Z'))
    const young = await insertPhoto(db, at('2024-05-01T10:00:00Z'))

    expect(await ids(db, 'sort=captured_at')).toEqual([old.id, young.id, undated.id])
    expect(await ids(db, 'sort=-captured_at')).toEqual([young.id, old.id, undated.id])
  })

  test('sorted by a tag, photos that have it most come first, then the newest', async ({ db }) => {
    const tagged = async (times: number, time: string) => {
      const { id } = await insertPhoto(db, at(time))
      for (let count = 0; count < times; count++) await insertDetection(db, { photoId: id })
      return id
    }
    const once = await tagged(1, '2024-05-01T10:00:00Z')
    const thrice = await tagged(3, '2024-04-01T10:00:00Z')
    const onceOlder = await tagged(1, '2024-04-01T10:00:00Z')
    const twice = await tagged(2, '2024-06-01T10:00:00Z')
    await insertPhoto(db)

    expect(await ids(db, 'tag=object--bench&sort=-tag')).toEqual([thrice, twice, once, onceOlder])
  })

  test('a list is complete while newer photos are added', async ({ db }) => {
    const first = [await insertPhoto(db), await insertPhoto(db), await insertPhoto(db)].map(({ id }) => id)
    const seen = await walk(db, 'limit=1', null, () => insertPhoto(db, at('2024-06-01T10:00:00Z')))

    expect(seen).toEqual(first.toReversed())
  })
})
