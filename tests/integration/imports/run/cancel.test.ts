import { describe, expect } from 'vitest'
import { getImport } from '@/lib/imports/progress/get-import'
import { cancelImport } from '@/lib/imports/request/cancel-import'
import { restartImport } from '@/lib/imports/request/restart-import'
import { createGate } from '@/tests/support/gate'
import { test } from '@/tests/support/importing'

const WALK = { username: 'ada', photos: 4, altitude: 'none', detections: 'none' } as const
const STOPS_WITHIN_MS = 20_000 // the product looks each second; Mapillary is given up after 30 s

describe('a cancelled import', () => {
  const cases: [what: string, url: RegExp, done: number][] = [
    ['photo data', /\/images\?/, 0],
    ['detections', /object_detections\/segmentations/, 4],
    ['an original', /download_original/, 4],
  ]
  for (const [what, url, done] of cases) {
    test(`stops while Mapillary does not answer for ${what}, keeps what is done, and is continued`, async ({
      importing,
      pool,
    }) => {
      const run = await importing(WALK)
      const { importId } = await run.request()
      const own = { importId, userId: run.user.id }
      const asked = createGate()
      run.fault = (request) => {
        if (!url.test(request.url ?? '')) return false
        asked.open()
        return true // and never answers
      }
      const running = run.run(importId)
      await asked.opened
      const before = Date.now()
      await cancelImport(pool, own)
      const outcomes = await running
      expect(Date.now() - before).toBeLessThan(STOPS_WITHIN_MS)
      expect(outcomes.every(({ next }) => next === 'stop')).toBe(true)
      expect(await getImport(pool, own)).toMatchObject({
        status: 'cancelled',
        reason: 'Cancelled by you',
        stages: { data: { done } },
      })

      run.fault = () => false
      await restartImport(pool, own)
      expect(await run.run(importId)).toEqual([])
      expect(await getImport(pool, own)).toMatchObject({ status: 'completed', errorTotal: 0 })
    })
  }
})
