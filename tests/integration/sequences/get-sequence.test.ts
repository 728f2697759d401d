import { describe, expect } from 'vitest'
import { findLatestImport } from '@/lib/sequences/find-latest-import'
import { getSequence } from '@/lib/sequences/get-sequence'
import { listSequencePhotos } from '@/lib/sequences/list-sequence-photos'
import { sequenceFeature } from '@/lib/server/features/sequence-feature'
import { test } from '@/tests/support/db'
import { insertImport, insertPhoto, insertSequence, insertUser } from '@/tests/support/factories'

const NOT_FOUND = expect.objectContaining({ code: 'NOT_FOUND' })

describe('getSequence', () => {
  test('everyone sees a public sequence, with the name of its owner', async ({ db }) => {
    const owner = await insertUser(db, { username: 'wanda' })
    const { id } = await insertSequence(db, { ownerId: owner.id, name: 'A ridge' })

    expect(await getSequence(db, { sequenceId: id, viewer: null })).toMatchObject({
      name: 'A ridge',
      username: 'wanda',
    })
  })

  for (const [what, values] of Object.entries({
    private: { isPrivate: true },
    unpublished: { publishedAt: null },
    deleted: { deletedAt: new Date('2024-06-01') },
  })) {
    test(`a sequence that is ${what} exists for its owner alone`, async ({ db }) => {
      const other = await insertUser(db)
      const { id, ownerId } = await insertSequence(db, values)

      expect(await getSequence(db, { sequenceId: id, viewer: ownerId })).toMatchObject({ id })
      await expect(getSequence(db, { sequenceId: id, viewer: null })).rejects.toEqual(NOT_FOUND)
      await expect(getSequence(db, { sequenceId: id, viewer: other.id })).rejects.toEqual(NOT_FOUND)
    })
  }

  test('an unknown id is not found', async ({ db }) => {
    await expect(getSequence(db, { sequenceId: 999_999, viewer: null })).rejects.toEqual(NOT_FOUND)
  })
})

describe('listSequencePhotos', () => {
  test('photos come in the order of their numbers, without those whose data is not stored', async ({ db }) => {
    const { id: sequenceId } = await insertSequence(db)
    await insertPhoto(db, { sequenceId, n: 2, altitude: 120.5 })
    await insertPhoto(db, { sequenceId, n: 1, lng: null, lat: null })
    await insertPhoto(db, { sequenceId, n: 3, importedAt: null })

    expect(await listSequencePhotos(db, { sequenceId, viewer: null })).toMatchObject([
      { n: 1, lngLat: null, altitude: null },
      { n: 2, lngLat: [-3.1, 54.45], altitude: 120.5 },
    ])
  })

  test('a private photo of a public sequence is given to its owner only', async ({ db }) => {
    const { id: sequenceId, ownerId } = await insertSequence(db)
    await insertPhoto(db, { sequenceId, n: 1, isPrivate: true })

    expect(await listSequencePhotos(db, { sequenceId, viewer: null })).toEqual([])
    expect(await listSequencePhotos(db, { sequenceId, viewer: ownerId })).toHaveLength(1)
  })
})

describe('sequenceFeature', () => {
  const places = { origin: 'http://mtp.test', photoPageUrl: (key: string) => `http://mapillary.test/${key}` }

  test('a line goes through the photos whose position is known and not doubted', async ({ db }) => {
    const { id: sequenceId } = await insertSequence(db, { tags: ['lake'], lengthMeters: 1234.567, climbMeters: 87.65 })
    await insertPhoto(db, { sequenceId, n: 1, lng: -3.1, lat: 54.4 })
    await insertPhoto(db, { sequenceId, n: 2, lng: null, lat: null })
    await insertPhoto(db, { sequenceId, n: 3, lng: -3.2, lat: 54.5 })
    await insertPhoto(db, { sequenceId, n: 4, lng: 60, lat: -30, doubts: ['position'] })
    const sequence = await getSequence(db, { sequenceId, viewer: null })
    const photos = await listSequencePhotos(db, { sequenceId, viewer: null })

    const feature = sequenceFeature(sequence, photos, places)

    expect(feature).toMatchObject({
      type: 'Feature',
      id: String(sequenceId),
      geometry: {
        type: 'LineString',
        coordinates: [
          [-3.1, 54.4],
          [-3.2, 54.5],
        ],
      },
      properties: {
        key: sequence.mapillaryKey,
        tags: ['lake'],
        photoCount: 4,
        lengthMeters: 1234.6,
        climbMeters: 87.7,
        capturedAt: '2024-05-03T10:00:00.000Z',
        links: { page: `http://mtp.test/sequences/${sequenceId}` },
      },
    })
  })

  test('a line across the antimeridian is cut there', async ({ db }) => {
    const { id: sequenceId } = await insertSequence(db)
    await insertPhoto(db, { sequenceId, n: 1, lng: 179.998, lat: -17 })
    await insertPhoto(db, { sequenceId, n: 2, lng: -179.998, lat: -17.2 })
    const sequence = await getSequence(db, { sequenceId, viewer: null })
    const { geometry } = sequenceFeature(sequence, await listSequencePhotos(db, { sequenceId, viewer: null }), places)
    expect(geometry?.type).toBe('MultiLineString')
    const [[, east] = [], [west] = []] = (geometry?.coordinates ?? []) as [number, number][][]
    expect([east?.[0], west?.[0]]).toEqual([180, -180])
    expect([east?.[1], west?.[1]].map((lat) => lat?.toFixed(6))).toEqual(['-17.100000', '-17.100000'])
  })

  test('a single position makes no line', async ({ db }) => {
    const { id: sequenceId } = await insertSequence(db)
    await insertPhoto(db, { sequenceId })
    const sequence = await getSequence(db, { sequenceId, viewer: null })
    const photos = await listSequencePhotos(db, { sequenceId, viewer: null })

    expect(sequenceFeature(sequence, photos, places).geometry).toBeNull()
  })
})

describe('findLatestImport', () => {
  test('the newest import is given to the user who asked for it, and to nobody else', async ({ db }) => {
    const other = await insertUser(db)
    const { id: sequenceId, ownerId } = await insertSequence(db)
    await insertImport(db, { sequenceId, userId: ownerId, state: 'failed' })
    const newest = await insertImport(db, { sequenceId, userId: ownerId, state: 'running' })

    expect(await findLatestImport(db, { sequenceId, userId: ownerId })).toEqual({
      id: String(newest.id),
      state: 'running',
    })
    expect(await findLatestImport(db, { sequenceId, userId: other.id })).toBeNull()
  })
})
