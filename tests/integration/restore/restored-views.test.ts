import { expect } from 'vitest'
import type { Db } from '@/db/client'
import type { Backup } from '@/lib/backup/types'
import { AppError } from '@/lib/errors'
import { createEndedClient } from '@/lib/mapillary/ended'
import { getPhoto } from '@/lib/photos/get-photo'
import { getPhotoFile } from '@/lib/photos/get-photo-file'
import { restore } from '@/lib/restore/restore'
import { searchPhotos } from '@/lib/search/search-photos'
import { getSequence } from '@/lib/sequences/get-sequence'
import { createWorld, test } from '@/tests/support/backup-world'
import { tokenKeys } from '@/tests/support/store'

const ORIGIN = 'https://paths.test'
const MOST_IDS = 12 // of photos and sequences in the world, and some that were deleted

/** What somebody gets, or the code of the refusal. */
async function outcome(run: () => Promise<unknown>): Promise<unknown> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}

/** Everything that a viewer may see of the photos and sequences, by id. */
async function viewsOf({ db, backup }: { db: Db; backup: Backup }, viewer: number | null): Promise<unknown[]> {
  const sources = { db, backup, mapillary: createEndedClient(), origin: ORIGIN, showsOriginals: true }
  const views: unknown[] = []
  for (let id = 1; id <= MOST_IDS; id += 1)
    views.push({
      id,
      photo: await outcome(() => getPhoto(sources, { photoId: id, viewer })),
      file: await outcome(() => getPhotoFile(db, { photoId: id, viewer })),
      sequence: await outcome(() => getSequence(db, { sequenceId: id, viewer })),
    })
  views.push(await searchPhotos(sources, { params: new URLSearchParams(), limit: 50, viewer }))
  return views
}

test('strangers, owners and others see after a restore what they saw before, and nothing else', async ({
  pool,
  after,
  folder,
}) => {
  const { backup, ada, bob } = await createWorld(pool, folder)
  const before = await Promise.all([null, ada.id, bob.id].map((viewer) => viewsOf({ db: pool, backup }, viewer)))
  await restore({ db: after, backup, tokenKeys })
  expect(await Promise.all([null, ada.id, bob.id].map((viewer) => viewsOf({ db: after, backup }, viewer)))).toEqual(
    before,
  )
  const [ofStrangers, ofAda, ofBob] = before.map((views) => JSON.stringify(views))
  expect(ofStrangers).toContain('"Feature"')
  expect(new Set([ofStrangers, ofAda, ofBob]).size).toBe(3) // there is something to hide from each
})
