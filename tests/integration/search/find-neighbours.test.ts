import { expect } from 'vitest'
import type { Db } from '@/db/client'
import { findNeighbours } from '@/lib/search/find-neighbours'
import { findPhotos } from '@/lib/search/find-photos'
import { findPlaceInResult } from '@/lib/search/find-place-in-result'
import { parsePhotoFilter } from '@/lib/search/photo-filter'
import type { Viewer } from '@/lib/visibility/visible-rows'
import { test } from '@/tests/support/db'
import { insertDetection, insertPhoto, insertUser } from '@/tests/support/factories'

const mapillary = { photoPageUrl: (key: string) => key }
const filterOf = (query: string) => parsePhotoFilter(new URLSearchParams(query))

async function listed(db: Db, query: string, viewer: Viewer): Promise<number[]> {
  const { features } = await findPhotos({ db, mapillary, origin: '' }, { filter: filterOf(query), viewer })
  return features.map(({ id }) => Number(id))
}

for (const sort of ['captured_at', '-captured_at', '-viewpoints', '-tag', 'distance']) {
  test(`sorted by ${sort}, the photos before and after one are those of the list, and so is its number`, async ({
    db,
  }) => {
    const { id: ownerId } = await insertUser(db)
    const times = ['2024-05-01T10:00:00Z', '2024-05-01T10:00:00Z', null, '2023-05-01T10:00:00Z', null]
    for (const [index, time] of times.entries()) {
      const { id } = await insertPhoto(db, {
        ownerId,
        capturedAt: time === null ? null : new Date(time),
        isPrivate: index === 3,
        lng: -3.1,
        lat: 54.4 + (index % 3) * 0.0001,
      })
      for (let count = 0; count <= index % 2; count++) await insertDetection(db, { photoId: id })
    }
    await insertPhoto(db)
    const query = `tag=object--bench&near=-3.1,54.4&radius=500&sort=${sort}`
    const ids = await listed(db, query, ownerId)
    expect(ids).toHaveLength(5)

    for (const [index, photoId] of ids.entries()) {
      expect(await findNeighbours(db, { photoId, filter: filterOf(query), viewer: ownerId })).toEqual({
        previous: ids[index - 1] ?? null,
        next: ids[index + 1] ?? null,
      })
      expect(await findPlaceInResult(db, { photoId, filter: filterOf(query), viewer: ownerId })).toEqual({
        position: index + 1,
        total: 5,
      })
    }
  })
}

test('a photo that is not in the result, or not to be seen, has none', async ({ db }) => {
  const hidden = await insertPhoto(db, { isPrivate: true, isPano: true })
  const flat = await insertPhoto(db)

  for (const { id: photoId } of [hidden, flat]) {
    const asked = findNeighbours(db, { photoId, filter: filterOf('pano=true'), viewer: null })
    await expect(asked).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await findPlaceInResult(db, { photoId, filter: filterOf('pano=true'), viewer: null })).toBeNull()
  }
})
