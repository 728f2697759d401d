import { act, fireEvent, render, screen, within } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { PhotoViewer } from '@/components/viewer/photo-viewer'
import { parseAddress } from '@/components/viewer/walk/viewer-address'
import type { PhotoDetails } from '@/lib/photos/types'
import { json, personTag, photoDetails, stubApi, stubPictures } from '@/tests/support/browser-scene'

const NEXT = photoDetails('2', { neighbours: { previous: ['1'], next: [] } })

const LOADED_WITHIN_MS = 15_000 // parts that are loaded when they are needed

beforeEach(() => {
  stubPictures()
  stubApi({ 'GET /api/v1/photos/2': () => json(NEXT) })
})

async function open(changed: Partial<PhotoDetails> = {}, query = '') {
  window.history.replaceState(null, '', `/photos/1${query}`)
  const initial = photoDetails('1', { neighbours: { previous: [], next: ['2'] }, ...changed })
  const initialAddress = parseAddress(new URLSearchParams(query))
  await act(async () => {
    render(
      <PhotoViewer
        initial={initial}
        initialAddress={initialAddress}
        searchText={null}
        isLoggedIn
        isMarkAsked={false}
        isTagAsked={false}
        mapStyleUrl={undefined}
      />,
    )
  })
  return within(screen.getByRole('region', { name: 'Picture' }))
}

const press = (key: string) => act(async () => fireEvent.keyDown(document.body, { key }))

test('the right arrow shows the next photo and its address', async () => {
  const picture = await open()
  expect(picture.getByText('1 / 9')).toBeTruthy()

  await press('ArrowRight')

  expect(await picture.findByText('2 / 9', undefined, { timeout: LOADED_WITHIN_MS })).toBeTruthy()
  expect(window.location.pathname).toBe('/photos/2')
  expect(document.title).toContain('Map the Paths')
})

test('at the end of the sequence the right arrow does nothing', async () => {
  const picture = await open({ neighbours: { previous: [], next: [] } })

  await press('ArrowRight')

  expect(picture.getByText('1 / 9')).toBeTruthy()
  expect(window.location.pathname).toBe('/photos/1')
})

test('the key D shows and hides the objects', async () => {
  const picture = await open({ tags: [personTag('1')] })
  const isPressed = () => picture.getByRole('button', { name: 'Objects' }).getAttribute('aria-pressed')
  expect(isPressed()).toBe('true')

  await press('d')
  expect(isPressed()).toBe('false')
})

test('the key M swaps map and picture', async () => {
  const picture = await open()

  await press('m')

  expect(picture.getByRole('button', { name: 'Show the picture large' })).toBeTruthy()
  expect(window.location.search).toBe('?map=large')
})

test('the list of the keys opens by its own key', async () => {
  await open()

  await press('?')

  expect(await screen.findByRole('dialog', { name: 'Keys' }, { timeout: LOADED_WITHIN_MS })).toBeTruthy()
})

test('the address opens the panel of the data', async () => {
  await open({}, '?panel=data')

  expect(screen.getByRole('tabpanel').getAttribute('aria-labelledby')).toBe('tab-data')
})

test('nobody steps away from a region that is being drawn', async () => {
  const picture = await open()

  await press('a')
  await press('ArrowRight')

  expect(picture.getByText('1 / 9')).toBeTruthy()
})
