import { act, renderHook, waitFor } from '@testing-library/react'
import { beforeAll, expect, test } from 'vitest'
import { useImportablePages } from '@/components/imports/picker/use-importable-pages'
import { totalsOf } from '@/lib/imports/importable/choice'
import type { ImportablePage } from '@/lib/imports/importable/importable-pages'
import type { ImportableSequence } from '@/lib/imports/types'
import { json, stubApi } from '@/tests/support/browser-scene'

beforeAll(async () => void (await import('@/components/answers/table'))) // it takes a while

/** A sequence of that second of a day. */
function sequence(second: number): ImportableSequence {
  return {
    ...{ key: `s${second}`, capturedAt: new Date(second * 1_000).toISOString(), photoCount: 1, lengthMeters: 0 },
    ...{ cameraMake: null, isPano: false, isPrivate: false, line: [], here: { state: 'new' } },
  }
}

/** The newest first, as the server gives them. */
function page(seconds: number[], next: string | null = null): ImportablePage {
  const sequences = seconds.map(sequence)
  return { sequences, next, matching: 9, selectable: totalsOf(sequences) }
}

const ALL = { month: '', state: 'all', view: null } as const

function list(first: { query: string; page: ImportablePage }) {
  const { result, rerender } = renderHook(({ given, month }) => useImportablePages(given, { ...ALL, month }), {
    initialProps: { given: first, month: '' },
  })
  return {
    keys: () => result.current.rows.map(({ key }) => key),
    current: () => result.current,
    refresh: (given: { query: string; page: ImportablePage }, month = '') => rerender({ given, month }),
    more: () => act(() => result.current.showMore()),
  }
}

test('parts follow one another, each is asked for once', async () => {
  const requests = stubApi({
    'GET /api/importable-sequences?after=after+8': () => json(page([7, 6], 'after 6')),
    'GET /api/importable-sequences?after=after+6': () => json(page([5])),
  })
  const rows = list({ query: '', page: page([9, 8], 'after 8') })
  await Promise.all([rows.more(), rows.more()])
  await rows.more()
  await rows.more()
  expect(rows.keys()).toEqual(['s9', 's8', 's7', 's6', 's5'])
  expect(rows.current().next).toBeNull()
  expect(requests).toHaveLength(2)
})

test('a page that is rendered anew shows what is new above, and keeps what was scrolled to', async () => {
  stubApi({ 'GET /api/importable-sequences?after=after+8': () => json(page([7, 6], 'after 6')) })
  const rows = list({ query: '', page: page([9, 8], 'after 8') })
  await rows.more()
  rows.refresh({ query: '', page: page([11, 10, 9], 'after 9') })
  expect(rows.keys()).toEqual(['s11', 's10', 's9', 's8', 's7', 's6'])
  expect(rows.current().next).toBe('after 6')
})

test('other filters are asked for; the earlier rows stay until the answer is here, and come back at once', async () => {
  stubApi({ 'GET /api/importable-sequences?month=2024-05': () => json(page([3])) })
  const first = { query: '', page: page([9, 8]) }
  const rows = list(first)
  rows.refresh(first, '2024-05')
  expect([rows.keys(), rows.current().isPending]).toEqual([['s9', 's8'], true])
  await waitFor(() => expect(rows.keys()).toEqual(['s3']))
  expect(rows.current().isPending).toBe(false)
  rows.refresh(first)
  expect([rows.keys(), rows.current().isPending]).toEqual([['s9', 's8'], false])
})

test('what failed can be asked for again', async () => {
  const answers = { 'GET /api/importable-sequences?after=after+8': () => json({ detail: 'Wait' }, 429) }
  stubApi(answers)
  const rows = list({ query: '', page: page([9, 8], 'after 8') })
  await rows.more()
  expect(rows.current().problem).toBe('Wait')
  answers['GET /api/importable-sequences?after=after+8'] = () => json(page([7]))
  await rows.more()
  expect([rows.keys(), rows.current().problem]).toEqual([['s9', 's8', 's7'], null])
})

test('filters whose rows could not be had are tried again, and forgotten with the way back', async () => {
  const url = 'GET /api/importable-sequences?month=2024-05'
  const answers = { [url]: () => json({ detail: 'Wait' }, 429) }
  stubApi(answers)
  const first = { query: '', page: page([9, 8]) }
  const rows = list(first)
  rows.refresh(first, '2024-05')
  await waitFor(() => expect(rows.current().problem).toBe('Wait'))
  rows.refresh(first)
  expect(rows.current().problem).toBeNull()
  rows.refresh(first, '2024-05')
  await waitFor(() => expect(rows.current().problem).toBe('Wait'))
  answers[url] = () => json(page([3]))
  act(() => rows.current().tryAgain())
  await waitFor(() => expect(rows.keys()).toEqual(['s3']))
  expect([rows.current().problem, rows.current().isPending]).toEqual([null, false])
})
