import { renderHook, waitFor } from '@testing-library/react'
import { beforeAll, expect, test } from 'vitest'
import { useFinerLines } from '@/components/imports/picker/use-finer-lines'
import type { Bbox } from '@/lib/geo/bbox'
import { FINE_LINES } from '@/lib/imports/importable/map-budget'
import { packLine } from '@/lib/imports/importable/packed-line'
import { json, stubApi } from '@/tests/support/browser-scene'

beforeAll(async () => void (await import('@/components/answers/table'))) // it takes a while

const ALL = { month: '', state: 'all', view: null } as const
const facts = { capturedAt: null, photoCount: 1, lengthMeters: 1 }
const many = Array.from({ length: FINE_LINES + 1 }, (_, at) => ({
  ...{ key: `k${at}`, ...facts, here: { state: 'new' as const } },
  line: [[at / 1_000, 51]] as [number, number][],
}))
const URL = 'GET /api/importable-sequences/lines?view=0%2C50%2C0.01%2C52'
const fine: [number, number][] = [
  [0, 51],
  [0.00001, 51.00002],
]

test('lines in view are fetched finer where there are few, and given up where there are many', async () => {
  const answer = { lines: [{ key: 'k0', ...facts, state: 'new', path: packLine(fine) }], matching: 1 }
  const requests = stubApi({ [URL]: () => json(answer) })
  const near: Bbox = [0, 50, 0.01, 52]
  const { result, rerender } = renderHook(({ view, lines }) => useFinerLines(ALL, { lines, view }), {
    initialProps: { view: null as Bbox | null, lines: many },
  })
  rerender({ view: [-1, 50, 1, 52], lines: many })
  rerender({ view: near, lines: many.slice(1) }) // so few have all their points
  expect(requests).toEqual([])
  rerender({ view: near, lines: many })
  await waitFor(() => expect(result.current.get('k0')).toEqual(fine))
  rerender({ view: [-1, 50, 1, 52], lines: many })
  expect(result.current.size).toBe(0)
})
