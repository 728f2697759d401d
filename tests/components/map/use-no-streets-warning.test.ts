import { renderHook } from '@testing-library/react'
import { toast } from 'sonner'
import { expect, test, vi } from 'vitest'
import { useNoStreetsWarning } from '@/components/map/style/use-no-streets-warning'

/** A map that is zoomed by the test. */
function fakeMap(zoom: number) {
  const listeners = new Set<() => void>()
  const map = {
    getZoom: () => zoom,
    on: (_type: string, listener: () => void) => listeners.add(listener),
    off: (_type: string, listener: () => void) => listeners.delete(listener),
  }
  const zoomTo = async (next: number) => {
    zoom = next
    for (const listener of listeners) listener()
    await vi.dynamicImportSettled()
  }
  return { map, zoomTo }
}

const told = () => toast.getToasts().map((one) => ('title' in one ? one.title : null))

test('a site with the plain map only says so once, when somebody zooms in past its end', async () => {
  const { map, zoomTo } = fakeMap(12)
  const { unmount } = renderHook(() => useNoStreetsWarning({ current: map }, 'plain'))
  await zoomTo(13)
  expect(told()).toEqual([]) // it was opened there
  await zoomTo(8)
  await zoomTo(11)
  expect(told()).toEqual(['No streets without the internet: this site has the plain map only.'])
  toast.dismiss()
  await zoomTo(8)
  await zoomTo(11)
  unmount()
  renderHook(() => useNoStreetsWarning({ current: fakeMap(12).map }, 'unreachable'))
  await vi.dynamicImportSettled()
  expect(told()).toEqual([])
})
