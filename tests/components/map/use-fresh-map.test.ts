import { renderHook } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { useFreshMap } from '@/components/map/coverage/use-fresh-map'
import { withRouter } from '../../support/with-router'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }))

/** A page of version 3 that looks for the version of the site: once a minute has passed, and once people come back to it. */
async function look({ answer, isHidden = false }: { answer: () => Promise<Response>; isHidden?: boolean }) {
  const fetched = vi.fn<typeof fetch>(answer)
  vi.stubGlobal('fetch', fetched)
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(isHidden)
  const { router, wrapper } = withRouter()
  const { unmount } = renderHook(() => useFreshMap(3), { wrapper })
  const expectLooks = (times: number) => expect(fetched).toHaveBeenCalledTimes(isHidden ? 0 : times)
  vi.advanceTimersByTime(59_999)
  expectLooks(0)
  vi.advanceTimersByTime(1)
  expectLooks(1)
  document.dispatchEvent(new Event('visibilitychange'))
  expectLooks(2)
  unmount()
  vi.advanceTimersByTime(60_000)
  document.dispatchEvent(new Event('visibilitychange'))
  expectLooks(2)
  hidden.mockRestore()
  await vi.dynamicImportSettled()
  return vi.mocked(router.refresh)
}

const version = (v: number) => async () => Response.json({ tiles: [`https://site.test/tiles/{z}/{x}/{y}.mvt?v=${v}`] })

test('a page of another version is asked for again', async () => {
  const refresh = await look({ answer: version(4) })
  await expect.poll(() => refresh.mock.calls.length, { timeout: 10_000 }).toBe(2)
})

test.each([
  ['of the same version', { answer: version(3) }],
  ['without a connection', { answer: () => Promise.reject(new TypeError('Failed to fetch')) }],
  ['that nobody sees', { answer: version(4), isHidden: true }],
])('a page %s stays', async (_case, given) => {
  expect(await look(given)).not.toHaveBeenCalled()
})
