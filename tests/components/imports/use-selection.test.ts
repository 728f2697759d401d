import { act, renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { useSelection } from '@/components/imports/use-selection'
import type { ImportableSequence } from '@/lib/imports/types'

function sequence(key: string, state: 'new' | 'taken' = 'new'): ImportableSequence {
  return {
    key,
    capturedAt: null,
    photoCount: 1,
    lengthMeters: 0,
    cameraMake: null,
    isPano: false,
    isPrivate: false,
    line: [],
    here: { state },
  }
}

function select(sequences = ['a', 'b', 'c', 'd'].map((key) => sequence(key))) {
  const { result, rerender } = renderHook(({ shown }) => useSelection(shown), { initialProps: { shown: sequences } })
  return {
    keys: () => [...result.current.keys].sort(),
    show: (shown: ImportableSequence[]) => rerender({ shown }),
    do: (action: (selection: typeof result.current) => void) => act(() => action(result.current)),
  }
}

test('a sequence is chosen and left out again', () => {
  const list = select()
  list.do(({ toggle }) => toggle('b'))
  list.do(({ toggle }) => toggle('c'))
  list.do(({ toggle }) => toggle('b'))
  expect(list.keys()).toEqual(['c'])
})

test.each([
  ['down', 'a', 'c'],
  ['up', 'c', 'a'],
])('with Shift the range %s follows', (_, first, last) => {
  const list = select()
  list.do(({ toggle }) => toggle(first))
  list.do(({ toggle }) => toggle(last, { isRange: true }))
  expect(list.keys()).toEqual(['a', 'b', 'c'])
})

test('a range leaves out what cannot be imported', () => {
  const list = select([sequence('a'), sequence('b', 'taken'), sequence('c')])
  list.do(({ toggle }) => toggle('a'))
  list.do(({ toggle }) => toggle('c', { isRange: true }))
  expect(list.keys()).toEqual(['a', 'c'])
})

test('a range from a sequence that is no longer shown is the last one only', () => {
  const list = select()
  list.do(({ toggle }) => toggle('a'))
  list.show(['b', 'c', 'd'].map((key) => sequence(key)))
  list.do(({ toggle }) => toggle('c', { isRange: true }))
  expect(list.keys()).toEqual(['a', 'c'])
})

test('a range without an earlier choice is one sequence', () => {
  const list = select()
  list.do(({ toggle }) => toggle('c', { isRange: true }))
  expect(list.keys()).toEqual(['c'])
})

test('all shown are chosen and left out at once, others stay', () => {
  const list = select()
  list.do(({ toggle }) => toggle('d'))
  list.do(({ set }) => set(['a', 'b'], true))
  expect(list.keys()).toEqual(['a', 'b', 'd'])
  list.do(({ set }) => set(['a', 'b'], false))
  expect(list.keys()).toEqual(['d'])
  list.do(({ clear }) => clear())
  expect(list.keys()).toEqual([])
})
