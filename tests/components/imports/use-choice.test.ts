import { act, renderHook, waitFor } from '@testing-library/react'
import { beforeAll, expect, test, vi } from 'vitest'
import { useChoice } from '@/components/imports/picker/use-choice'
import { totalsOf } from '@/lib/imports/importable/choice'
import { isSelectable, type StateFilter } from '@/lib/imports/importable/filters'
import type { ImportableSequence } from '@/lib/imports/types'
import { json } from '@/tests/support/browser-scene'

beforeAll(async () => void (await import('@/components/answers/table'))) // it takes a while

function sequence(key: string, state: 'new' | 'taken' = 'new', capturedAt: string | null = null): ImportableSequence {
  return {
    ...{ key, capturedAt, photoCount: 10, lengthMeters: 5, cameraMake: null },
    ...{ isPano: false, isPrivate: false, line: [], here: { state } },
  }
}

/** A list of which `rows` were loaded, with `hidden` more that nobody scrolled to. */
function choose(rows = ['a', 'b', 'c', 'd'].map((key) => sequence(key)), hidden = 0) {
  const totals = totalsOf([...rows.filter(isSelectable), ...Array.from({ length: hidden }, () => sequence('hidden'))])
  const { result, rerender } = renderHook(
    ({ shown, month }) =>
      useChoice({
        filters: { month, state: 'all' satisfies StateFilter, view: null },
        selectable: totals,
        rows: shown,
      }),
    { initialProps: { shown: rows, month: '' } },
  )
  return {
    keys: () => result.current.named.map(({ key }) => key).sort(),
    current: () => result.current,
    show: (shown: ImportableSequence[], month = '') => rerender({ shown, month }),
    toggle: (key: string, isRange = false) =>
      act(() => result.current.toggle(rows.find((row) => row.key === key) ?? sequence(key), { isRange })),
    all: (isChosen: boolean) => act(() => result.current.chooseAll(isChosen)),
    clear: () => act(() => result.current.clear()),
  }
}

test('a sequence is chosen and left out again', () => {
  const list = choose()
  for (const key of ['b', 'c', 'b']) list.toggle(key)
  expect(list.keys()).toEqual(['c'])
  expect(list.current().totals).toEqual({ count: 1, photoCount: 10, newPhotoCount: 10, lengthMeters: 5 })
})

test.each([
  ['down', 'a', 'c'],
  ['up', 'c', 'a'],
])('with Shift the range %s follows', (_, first, last) => {
  const list = choose()
  list.toggle(first)
  list.toggle(last, true)
  expect(list.keys()).toEqual(['a', 'b', 'c'])
})

test('a range leaves out what cannot be imported', () => {
  const list = choose([sequence('a'), sequence('b', 'taken'), sequence('c')])
  list.toggle('a')
  list.toggle('c', true)
  expect(list.keys()).toEqual(['a', 'c'])
})

test('a range from a sequence that is no longer shown is the last one only', () => {
  const list = choose()
  list.toggle('a')
  list.show(['b', 'c', 'd'].map((key) => sequence(key)))
  list.toggle('c', true)
  expect(list.keys()).toEqual(['a', 'c'])
})

test('a range without an earlier choice is one sequence', () => {
  const list = choose()
  list.toggle('c', true)
  expect(list.keys()).toEqual(['c'])
})

test('all are chosen, also those that were never loaded, but those that are left out', () => {
  const list = choose(undefined, 2_996)
  list.all(true)
  expect(list.current().totals.count).toBe(3_000)
  expect(list.current().within).toBe(3_000)
  list.toggle('b')
  expect(list.current().totals).toEqual({
    count: 2_999,
    photoCount: 29_990,
    newPhotoCount: 29_990,
    lengthMeters: 14_995,
  })
  expect(list.current().within).toBe(2_999)
  expect(list.current().has(sequence('unloaded'))).toBe(true)
  expect([...list.current().choice.singles]).toEqual([['b', false]])
  list.toggle('b')
  expect(list.current().choice.singles.size).toBe(0)
  list.clear()
  expect(list.current().totals.count).toBe(0)
})

test('what was chosen under other filters stays, and the server counts what both come to', async () => {
  const may = sequence('may', 'new', '2024-05-01T10:00:00Z')
  const june = sequence('june', 'new', '2024-06-01T10:00:00Z')
  const counted = { chosen: { count: 2, photoCount: 20, newPhotoCount: 20, lengthMeters: 10 }, within: 1 }
  const fetched = vi.fn(async (_url: string) => json(counted))
  vi.stubGlobal('fetch', fetched)
  const list = choose([may])
  list.show([may], '2024-05')
  list.all(true)
  list.show([june], '2024-06')
  list.all(true)
  await waitFor(() => expect(list.current().totals.count).toBe(2))
  expect(list.current().choice.rules.map(({ filters }) => filters.month)).toEqual(['2024-05', '2024-06'])
  expect([list.current().has(may), list.current().has(june)]).toEqual([true, true])
  expect(fetched.mock.lastCall?.[0]).toMatch(
    /^\/api\/importable-sequences\/choice\?rules=.*2024-05.*2024-06.*&month=2024-06$/,
  )
  list.all(false)
  expect([list.current().has(may), list.current().has(june)]).toEqual([true, false])
})
