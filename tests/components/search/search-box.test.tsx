import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import { PathnameContext, SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime'
import { beforeAll, expect, test } from 'vitest'
import { SearchBox } from '@/components/search/search-box'
import { SearchProvider } from '@/components/search/search-context'
import type { LngLat } from '@/lib/geo/lng-lat'
import { json, stubApi } from '@/tests/support/browser-scene'

beforeAll(async () => void (await import('@/components/answers/table')))

const nothing = () => undefined

function open() {
  const pushed: string[] = []
  const places: LngLat[] = []
  const push = (url: string) => void pushed.push(url)
  const router = { push, replace: push, back: nothing, forward: nothing, refresh: nothing, prefetch: nothing }
  render(
    <AppRouterContext value={router as never}>
      <PathnameContext value="/">
        <SearchParamsContext value={new URLSearchParams()}>
          <SearchProvider facets={null} isLoggedIn={false}>
            <SearchBox tagValues={['object--bench']} onPlace={(lngLat) => places.push(lngLat)} />
          </SearchProvider>
        </SearchParamsContext>
      </PathnameContext>
    </AppRouterContext>,
  )
  const field = screen.getByRole('combobox')
  fireEvent.focus(field)
  return { field, pushed, places, key: (key: string) => fireEvent.keyDown(field, { key }) }
}

const named = {
  sequences: [{ id: '7', name: 'Bench walk', username: 'ada', photoCount: 3 }],
  places: [{ name: 'Benchland', detail: 'MT, United States', lngLat: [-110, 47.1] }],
}

test('objects, sequences and places stand in groups, and the keys go through all of them', async () => {
  stubApi({ 'GET /api/suggestions?q=benc': () => json(named) })
  const { field, pushed, places, key } = open()
  fireEvent.change(field, { target: { value: 'benc' } })
  await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(3))
  const groups = screen.getAllByRole('group')
  expect(groups.map((group) => group.getAttribute('aria-label'))).toEqual(['On the photos', 'Sequences', 'Places'])
  expect(groups.map((group) => within(group).getAllByRole('option').length)).toEqual([1, 1, 1])

  key('ArrowDown')
  expect(screen.getByRole('option', { selected: true }).textContent).toBe('Bench walk3 photos by ada')
  key('Enter')
  expect(pushed).toEqual(['/sequences/7'])

  fireEvent.change(field, { target: { value: 'benc' } })
  await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(3))
  key('ArrowUp')
  key('Enter')
  expect(places).toEqual([[-110, 47.1]])
})

test('Tab leads from the field past the open list, which closes then', () => {
  const { field } = open()
  fireEvent.change(field, { target: { value: 'benc' } })
  expect(screen.getByRole('listbox').parentElement?.tabIndex).toBe(-1)
})
