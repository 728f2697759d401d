import { renderHook, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { useTagTypes } from '@/components/tags/use-tag-types'
import { json, stubApi } from '@/tests/support/browser-scene'

const URL = 'GET /api/v1/tag-types'
const type = (value: string, state: 'active' | 'proposed') => ({
  value,
  parent: null,
  label: value,
  colour: '#336699',
  state,
})

test('what failed is asked again; then the types in use are given, and asked for no more', async () => {
  let isBroken = true
  const requests = stubApi({
    [URL]: () =>
      isBroken
        ? json({ detail: 'Too busy' }, 503)
        : json({ tagTypes: [type('bench', 'active'), type('ghost', 'proposed')] }),
  })
  const { result: refused } = renderHook(() => useTagTypes())
  await waitFor(() => expect(refused.current).toEqual({ types: null, problem: 'Too busy' }))

  isBroken = false
  const { result: given } = renderHook(() => useTagTypes())
  await waitFor(() => expect(given.current.types?.map(({ value }) => value)).toEqual(['bench']))
  const { result: later } = renderHook(() => useTagTypes())
  await waitFor(() => expect(later.current.types).toHaveLength(1))
  expect(requests).toEqual([URL, URL])
})
