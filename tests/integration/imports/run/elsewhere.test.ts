import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { photos } from '@/db/schema/photos'
import { forgetDirectory, idOf } from '@/demo/v4/ids'
import { getImport } from '@/lib/imports/progress/get-import'
import { requestImport } from '@/lib/imports/request/request-import'
import { test } from '@/tests/support/importing'

const WALK = { username: 'ada', photos: 6 } as const

for (const others of [0, 2]) {
  test(`three photos that Mapillary moved to a sequence with ${others} others stay where they are, and the import says so`, async ({
    importingV4,
    pool,
  }) => {
    const run = await importingV4(WALK, WALK)
    const first = await run.request()
    await run.run(first.importId)
    const second = run.demo.world.sequences[1]
    if (!second) throw new Error('The world has no second sequence')
    const own = second.photos.splice(0).slice(0, others)
    const moved = run.sequence.photos.splice(3)
    for (const photo of moved) photo.sequence = second
    second.photos.push(...moved, ...own)
    forgetDirectory(run.demo.world)

    const { importId, sequenceId } = await requestImport(run.tools, run.user, { mapillarySequenceKey: second.key })
    const ended = run.run(importId)
    if (others === 0) await expect(ended).rejects.toThrow('Nothing was imported')
    else await ended

    const { status, photoTotal, notes } = await getImport(pool, { importId, userId: run.user.id })
    expect(photoTotal).toBe(others)
    expect(notes).toEqual([
      {
        code: 'photos_elsewhere',
        message: `3 photos of the ${3 + others} on Mapillary are already here, in sequence ${first.sequenceId}, and stay there`,
        sequenceId: String(first.sequenceId),
        count: 3,
      },
    ])
    expect(status === 'completed').toBe(others > 0)
    const rows = await pool.select().from(photos).where(eq(photos.sequenceId, sequenceId))
    expect(rows.map(({ mapillaryKey }) => mapillaryKey)).toEqual(own.map(idOf))
  })
}
