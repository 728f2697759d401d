import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { PhotoViewer } from '@/components/viewer/photo-viewer'
import { parseAddress } from '@/components/viewer/walk/viewer-address'
import type { PhotoDetails } from '@/lib/photos/types'
import { json, personTag, photoDetails, stubApi, stubPictures } from '@/tests/support/browser-scene'

const NEXT = photoDetails('2', { neighbours: { previous: ['1'], next: [] } })

const LOADED_WITHIN_MS = 15_000 // parts that are loaded when they are needed

beforeEach(() => {
  localStorage.clear()
  stubPictures()
  stubApi({ 'GET /api/v1/photos/2': () => json(NEXT) })
})

async function open(changed: Partial<PhotoDetails> = {}, query = '', { isModerator = false } = {}) {
  window.history.replaceState(null, '', `/photos/1${query}`)
  const initial = photoDetails('1', { neighbours: { previous: [], next: ['2'] }, ...changed })
  const initialAddress = parseAddress(new URLSearchParams(query))
  await act(async () => {
    render(
      <PhotoViewer
        initial={initial}
        initialAddress={initialAddress}
        searchText={null}
        placeInResult={null}
        isLoggedIn
        isModerator={isModerator}
        isMarkAsked={false}
        isTagAsked={false}
        isReportAsked={false}
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

test('at the end of the sequence the right arrow says so, and offers the sequence', async () => {
  const picture = await open({ neighbours: { previous: [], next: [] } })
  expect(picture.queryByText(/last photo of the sequence/)).toBeNull()

  await press('ArrowRight')

  expect(picture.getByText('This is the last photo of the sequence.')).toBeTruthy()
  expect(picture.getByRole('link', { name: 'See the sequence' }).getAttribute('href')).toBe('/sequences/1')

  expect(picture.getByText('1 / 9')).toBeTruthy()
  expect(window.location.pathname).toBe('/photos/1')
})

test('the key D shows and hides the objects', async () => {
  const picture = await open({ tags: [personTag('1')] })
  const isPressed = () => picture.getByRole('button', { name: 'Objects' }).getAttribute('aria-pressed')
  expect(isPressed()).toBe('false')

  await press('d')
  expect(isPressed()).toBe('true')
})

test('who showed the objects once finds them shown', async () => {
  await open({ tags: [personTag('1')] })
  await press('d')
  cleanup()

  const picture = await open({ tags: [personTag('1')] })
  expect(picture.getByRole('button', { name: 'Objects' }).getAttribute('aria-pressed')).toBe('true')
})

test('Escape follows the way back: to the sequence for who came by a link', async () => {
  const picture = await open()
  const back = picture.getByRole('link', { name: 'Back' })
  expect(back.getAttribute('href')).toBe('/sequences/1')
  const followed = vi.fn((event: Event) => event.preventDefault())
  back.addEventListener('click', followed)

  await press('Escape')

  expect(followed).toHaveBeenCalledOnce()
})

test('while a region is drawn, Escape is left to its editor', async () => {
  const picture = await open()
  const followed = vi.fn((event: Event) => event.preventDefault())
  picture.getByRole('link', { name: 'Back' }).addEventListener('click', followed)
  await press('a')

  let isLeft = false
  await act(async () => {
    isLeft = fireEvent.keyDown(document.body, { key: 'Escape' })
  })

  expect(isLeft).toBe(true)
  expect(followed).not.toHaveBeenCalled()
})

test('the way back leads to the search that one came from', async () => {
  const picture = await open({}, '?tag=object--bench')
  expect(picture.getByRole('link', { name: 'Back' }).getAttribute('href')).toBe('/photos?tag=object--bench')
})

test('a photo that did not come is told of and can be tried again', async () => {
  let isOffline = true
  stubApi({
    'GET /api/v1/photos/2': () => {
      if (isOffline) throw new TypeError('Failed to fetch')
      return json(NEXT)
    },
  })
  const picture = await open()
  await press('ArrowRight')
  expect(await picture.findByText(/you are offline/)).toBeTruthy()
  expect(screen.queryByText(/Failed to fetch|found nothing/)).toBeNull()

  isOffline = false
  fireEvent.click(picture.getByRole('button', { name: 'Try again' }))

  expect(await picture.findByText('2 / 9', undefined, { timeout: LOADED_WITHIN_MS })).toBeTruthy()
  expect(picture.queryByText(/you are offline/)).toBeNull()
})

test('the key M swaps map and picture', async () => {
  const picture = await open()

  await press('m')

  expect(picture.getByRole('button', { name: 'Show the picture large' })).toBeTruthy()
  expect(picture.queryByRole('button', { name: 'Zoom in' })).toBeNull() // the map has its own
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

test.each([
  ['its owner', { isOwner: true }, false, 1],
  ['a moderator', {}, true, 1],
  ['anybody else', {}, false, 0],
] as const)('%s may blur a region or not', async (_who, changed, isModerator, count) => {
  await open(changed, '', { isModerator })
  expect(screen.queryAllByRole('button', { name: 'Blur a region' })).toHaveLength(count)
})
