import { act, renderHook } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { useSharpSize } from '@/components/viewer/picture/use-sharp-size'
import { imagePath } from '@/lib/photos/paths'

let loads: { src: string; end: (isThere: boolean) => void }[]

beforeEach(() => {
  loads = []
  vi.stubGlobal('devicePixelRatio', 1)
  class Picture {
    src = ''
    decode = () =>
      new Promise<void>((resolve, reject) => {
        loads.push({ src: this.src, end: (isThere) => (isThere ? resolve() : reject(new Error('none'))) })
      })
  }
  vi.stubGlobal('Image', Picture)
})

function open(initial: Partial<Parameters<typeof useSharpSize>[0]>) {
  const start = { photoId: '7', drawnWidth: 1_000, hasFull: false, isReady: true, ...initial }
  const { result, rerender } = renderHook((props) => useSharpSize(props), { initialProps: start })
  return {
    size: () => result.current,
    show: (changed: Partial<typeof start>) => rerender({ ...start, ...changed }),
    end: (index: number, isThere = true) => act(async () => loads[index]?.end(isThere)),
  }
}

test.each([
  [1_000, true, []],
  [1_101, true, [2048]],
  [2_201, false, [2048]],
  [2_201, true, ['full']],
] satisfies [number, boolean, (2048 | 'full')[]][])(
  'drawn %i pixels wide (the full one is there: %s), it fetches %j',
  (drawnWidth, hasFull, sizes) => {
    open({ drawnWidth, hasFull })
    expect(loads.map(({ src }) => src)).toEqual(sizes.map((size) => imagePath(7, size)))
  },
)

test('the sharper picture is shown when it is there, also after zooming out', async () => {
  const picture = open({ drawnWidth: 1_500 })
  expect(picture.size()).toBe(1024)
  await picture.end(0)
  expect(picture.size()).toBe(2048)
  picture.show({ drawnWidth: 500 })
  expect(picture.size()).toBe(2048)
  picture.show({ drawnWidth: 500, photoId: '8' })
  expect(picture.size()).toBe(1024)
})

test('nothing sharper is fetched before the first picture is there', () => {
  const picture = open({ drawnWidth: 1_500, isReady: false })
  expect(loads).toEqual([])
  picture.show({ isReady: true })
  expect(loads).toHaveLength(1)
})

test('a sharper picture that comes late is not shown for the next photo', async () => {
  const picture = open({ drawnWidth: 1_500 })
  picture.show({ drawnWidth: 500, photoId: '8' })
  await picture.end(0)
  picture.show({ drawnWidth: 500 })
  expect(picture.size()).toBe(1024)
})

test('without a sharper picture the first one stays', async () => {
  const picture = open({ drawnWidth: 1_500 })
  await picture.end(0, false)
  expect(picture.size()).toBe(1024)
})
