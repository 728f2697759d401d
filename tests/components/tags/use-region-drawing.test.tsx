import { act, renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { useRegionDrawing } from '@/components/tags/use-region-drawing'
import type { Draft } from '@/components/tags/use-tagging'
import type { PictureSpace } from '@/components/viewer/picture/picture-space'
import type { PicturePoint, TagShape } from '@/lib/model/pictures/picture-shapes'
import { square } from '@/tests/support/browser-scene'

const EMPTY: Draft = { tag: null, shape: null, problem: null, typed: '', byKeys: false }

function spaceOf(isSphere: boolean): PictureSpace {
  return {
    isSphere,
    toFrame: () => [0, 0],
    toPicture: () => [0, 0],
    outline: () => () => [],
    reveal: () => undefined,
    onMove: () => () => undefined,
  }
}

function open({ isSphere = true, draft = EMPTY }: { isSphere?: boolean; draft?: Draft } = {}) {
  let take: ((point: PicturePoint) => void) | null = null
  const shapes: (TagShape | null)[] = []
  const props = {
    wraps: isSphere,
    space: spaceOf(isSphere),
    setShape: (shape: TagShape | null) => void shapes.push(shape),
    takePoints: (next: typeof take) => {
      take = next
    },
  }
  const { result, rerender, unmount } = renderHook((now: Draft) => useRegionDrawing({ ...props, draft: now }), {
    initialProps: draft,
  })
  return {
    shapes,
    unmount,
    now: () => result.current,
    show: (next: Draft) => rerender(next),
    takesPoints: () => take !== null,
    click: (...points: PicturePoint[]) =>
      act(() => {
        for (const point of points) take?.(point)
      }),
    do: (action: (drawing: typeof result.current) => void) => act(() => action(result.current)),
  }
}

test.each([
  ['a flat picture', false, false, 'rectangle'],
  ['a sphere', true, false, 'corners'],
  ['the keyboard', true, true, 'keys'],
])('for %s the first tool fits', (_, isSphere, byKeys, tool) => {
  expect(open({ isSphere, draft: { ...EMPTY, byKeys } }).now().tool).toBe(tool)
})

test('clicks become the corners of a region', () => {
  const drawing = open()
  drawing.click([0.2, 0.2], [0.4, 0.2], [0.4, 0.4])
  drawing.do(({ finish }) => finish())
  const [shape] = drawing.shapes
  expect(shape?.type).toBe('Polygon')
  expect(new Set(shape?.coordinates.flat().map(String))).toEqual(new Set(['0.2,0.2', '0.4,0.2', '0.4,0.4']))
})

test.each([
  [
    [
      [0.2, 0.2],
      [0.4, 0.2],
    ],
    'Set at least three corners.',
  ],
  [
    [
      [0.2, 0.2],
      [0.6, 0.5],
      [0.6, 0.2],
      [0.2, 0.4],
    ],
    /cross/,
  ],
] satisfies [PicturePoint[], string | RegExp][])('an outline of %j is no region', (points, problem) => {
  const drawing = open()
  drawing.click(...points)
  drawing.do(({ finish }) => finish())
  expect(drawing.shapes).toEqual([])
  expect(drawing.now().problem).toMatch(problem)
  drawing.click([0.9, 0.9])
  expect(drawing.now().problem).toBeNull()
})

test('the last corner can be taken back', () => {
  const drawing = open()
  drawing.click([0.2, 0.2], [0.4, 0.2])
  drawing.do(({ removeLastCorner }) => removeLastCorner())
  expect(drawing.now().corners).toEqual([[0.2, 0.2]])
})

test('clicks are taken only while a region is drawn, and given back at the end', () => {
  const drawing = open()
  expect(drawing.takesPoints()).toBe(true)
  drawing.show({ ...EMPTY, shape: square(0.4) })
  expect(drawing.takesPoints()).toBe(false)
  drawing.show(EMPTY)
  drawing.unmount()
  expect(drawing.takesPoints()).toBe(false)
})

test('who began by key on a sphere goes on with clicks', () => {
  const drawing = open({ draft: { ...EMPTY, byKeys: true } })
  drawing.click([0.2, 0.2])
  expect([drawing.now().tool, drawing.now().corners]).toEqual(['corners', [[0.2, 0.2]]])
})

test('who began by key on a flat picture goes on with the mouse', () => {
  const drawing = open({ isSphere: false, draft: { ...EMPTY, byKeys: true } })
  expect(drawing.takesPoints()).toBe(false) // the surface over the picture has the mouse
  drawing.do(({ draw }) => draw(square(0.4)))
  expect([drawing.now().tool, drawing.now().starts, drawing.shapes]).toEqual(['rectangle', 0, [square(0.4)]])
})

test('a box that was placed by key comes on a new surface, where the mouse reshapes it', () => {
  const drawing = open({ isSphere: false, draft: { ...EMPTY, byKeys: true } })
  drawing.do(({ finish }) => finish())
  expect([drawing.now().tool, drawing.now().starts, drawing.shapes.length]).toEqual(['keys', 1, 1])
})

test('another tool begins anew', () => {
  const drawing = open()
  drawing.click([0.2, 0.2])
  drawing.do(({ refuse }) => refuse('It is too large.'))
  expect([drawing.now().isRefused, drawing.now().problem]).toEqual([true, 'It is too large.'])
  drawing.do(({ restart }) => restart('keys'))
  const { tool, corners, problem, isRefused, starts } = drawing.now()
  expect({ tool, corners, problem, isRefused, starts }).toEqual({
    tool: 'keys',
    corners: [],
    problem: null,
    isRefused: false,
    starts: 1,
  })
  expect(drawing.shapes).toEqual([null])
})

test('a region that is lost begins anew, with the reason', () => {
  const drawing = open({ isSphere: false })
  drawing.do(({ lose }) => lose('It crosses itself.'))
  expect([drawing.now().tool, drawing.now().starts, drawing.now().problem]).toEqual([
    'rectangle',
    1,
    'It crosses itself.',
  ])
})

test('arrow keys move the box; other keys are left to the page', () => {
  const drawing = open({ draft: { ...EMPTY, byKeys: true } })
  const press = (key: string) => {
    let isTaken = false
    const preventDefault = () => {
      isTaken = true
    }
    const event = { key, shiftKey: false, altKey: false, preventDefault }
    drawing.do(({ moveBox }) => moveBox(event))
    return isTaken
  }
  const { x } = drawing.now().box
  expect(press('ArrowRight')).toBe(true)
  expect(drawing.now().box.x).toBeGreaterThan(x)
  expect(press('Tab')).toBe(false)
})
