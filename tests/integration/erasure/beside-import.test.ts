import { rm } from 'node:fs/promises'
import { and, eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { detections } from '@/db/schema/detections'
import { photos } from '@/db/schema/photos'
import { erase } from '@/lib/erasure/erase'
import { getImport } from '@/lib/imports/progress/get-import'
import { erasingTools, filesIn } from '@/tests/support/erasing'
import { test } from '@/tests/support/importing'

const WALK = { username: 'ada', photos: 4, altitude: 'none', detections: 'none' } as const

test('a photo that is erased while its original comes in leaves no file, and the import goes on with the others', async ({
  importing,
  pool,
}) => {
  const run = await importing(WALK)
  const { backup } = run.tools
  let erased = 0
  run.tools.backup = {
    ...backup,
    async put(key, ...rest) {
      if (erased === 0 && key.endsWith('/PHOTO_1.jpg')) {
        const [photo] = await pool.select().from(photos).where(eq(photos.n, 1))
        erased = photo?.id ?? 0
        const tools = await erasingTools(pool, { backup, folder: run.folder })
        await erase(tools, { kind: 'photo', id: erased }, 'A court order')
      }
      await backup.put(key, ...rest)
    },
  }
  const { importId, sequenceId } = await run.request()
  expect(await run.run(importId)).toEqual([])
  await rm(`${run.folder}-second`, { recursive: true })

  const progress = await getImport(pool, { importId, userId: run.user.id })
  expect(progress).toMatchObject({ status: 'completed', photoTotal: 3 })
  expect(await pool.$count(photos, and(eq(photos.sequenceId, sequenceId), eq(photos.id, erased)))).toBe(0)
  expect((await filesIn(run.folder)).filter((file) => /PHOTO_1\./.test(file))).toEqual([])
})

test('one that is erased while its detections come in keeps none of them', async ({ importing, pool }) => {
  const run = await importing({ ...WALK, detections: 'all' })
  const { backup, mapillary } = run.tools
  let erased = 0
  run.tools.mapillary = {
    ...mapillary,
    async *listDetections(...asked) {
      for await (const page of mapillary.listDetections(...asked)) {
        if (erased === 0) {
          const [photo] = await pool.select().from(photos).where(eq(photos.n, 1))
          erased = photo?.id ?? 0
          const tools = await erasingTools(pool, { backup, folder: run.folder })
          await erase(tools, { kind: 'photo', id: erased }, 'A court order')
        }
        yield page
      }
    },
  }
  const { importId } = await run.request()
  expect(await run.run(importId)).toEqual([])
  await rm(`${run.folder}-second`, { recursive: true })
  expect(await pool.$count(detections, eq(detections.photoId, erased))).toBe(0)
  expect(await pool.$count(detections)).toBeGreaterThan(0)
})
