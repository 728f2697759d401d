import { act, renderHook, waitFor } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { usePhotoWalk } from '@/components/viewer/walk/use-photo-walk'
import type { PhotoDetailsFeature } from '@/lib/photos/types'
import { held, json, photoDetails, stubApi, stubPictures } from '@/tests/support/browser-scene'

const SEARCH = 'tag=bench'

beforeEach(() => stubPictures())

/** The photo `n` of a sequence of nine: two neighbours on each side. */
function inSequence(n: number): PhotoDetailsFeature {
  const ids = (numbers: number[]) => numbers.filter((number) => number >= 1 && number <= 9).map(String)
  return photoDetails(String(n), { neighbours: { previous: ids([n - 1, n - 2]), next: ids([n + 1, n + 2]) } })
}

function sequence() {
  return Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => [`GET /api/v1/photos/${n}`, () => json(inSequence(n))]),
  )
}

function neighbours(id: string, previous: string | null, next: string | null) {
  const photo = (photoId: string | null) => (photoId === null ? null : { id: photoId })
  const answer = () => json({ previous: photo(previous), next: photo(next) })
  return { [`GET /api/v1/photos/${id}/neighbours?${SEARCH}&sort=captured_at`]: answer }
}

async function walkFrom(initial: PhotoDetailsFeature, search = '') {
  const hook = renderHook((props) => usePhotoWalk(initial, props.search), { initialProps: { search } })
  await act(async () => undefined)
  return hook
}

const photosOf = (requests: string[]) =>
  requests.flatMap((request) => /^GET \/api\/v1\/photos\/(\d+)$/.exec(request)?.[1] ?? [])

test('two photos ahead and one behind are fetched before they are needed', async () => {
  const requests = stubApi(sequence())

  const { result } = await walkFrom(inSequence(5))

  expect(photosOf(requests)).toEqual(['6', '7', '4'])
  const upcoming = await Promise.all(result.current.upcoming())
  expect(upcoming.map(({ id }) => id)).toEqual(['6', '7', '4'])
})

test('a step shows the photo and fetches on in its direction', async () => {
  const requests = stubApi(sequence())
  const { result } = await walkFrom(inSequence(5))

  expect(await act(() => result.current.show('6'))).toBe(true)
  expect(result.current.photo.id).toBe('6')
  expect(photosOf(requests).slice(3)).toEqual(['8', '5'])

  expect(await act(() => result.current.show('5'))).toBe(true)
  expect(photosOf(requests).slice(5)).toEqual(['4', '3'])
})

test('what is neither ahead nor behind any more is let go', async () => {
  const requests = stubApi(sequence())
  const { result } = await walkFrom(inSequence(5))

  await act(() => result.current.show('6'))
  await act(() => result.current.show('7'))

  const upcoming = await Promise.all(result.current.upcoming())
  expect(upcoming.map(({ id }) => id).sort()).toEqual(['6', '7', '8', '9'])
  expect(photosOf(requests).filter((id) => id === '7')).toHaveLength(1)
})

test('the photo in sight is not fetched again', async () => {
  const requests = stubApi(sequence())
  const { result } = await walkFrom(inSequence(5))

  expect(await act(() => result.current.show('5'))).toBe(true)
  expect(photosOf(requests)).not.toContain('5')
})

test.each([
  [404, 'This photo is not here any more'],
  [500, 'The photo could not be fetched'],
])('after an answer of %i the photo stays, with a word, and the next try fetches again', async (status, words) => {
  let isBroken = true
  stubApi({ ...sequence(), 'GET /api/v1/photos/6': () => (isBroken ? json({}, status) : json(inSequence(6))) })
  const { result } = await walkFrom(inSequence(5))

  expect(await act(() => result.current.show('6'))).toBe(false)
  expect(result.current.failure).toBe(words)
  expect(result.current.photo.id).toBe('5')

  isBroken = false
  expect(await act(() => result.current.show('6'))).toBe(true)
  expect(result.current.failure).toBeNull()
})

test('of two steps at once only the last is shown', async () => {
  const slow = held()
  stubApi({ ...sequence(), 'GET /api/v1/photos/6': slow.answer })
  const { result } = await walkFrom(inSequence(5))

  const first = result.current.show('6')
  expect(await act(() => result.current.show('4'))).toBe(true)
  slow.release(json(inSequence(6)))

  expect(await act(() => first)).toBe(false)
  expect(result.current.photo.id).toBe('4')
})

test('a step that fails after the next one has begun says nothing', async () => {
  const slow = held()
  stubApi({ ...sequence(), 'GET /api/v1/photos/6': slow.answer })
  const { result } = await walkFrom(inSequence(5))

  const first = result.current.show('6')
  await act(() => result.current.show('4'))
  slow.release(json({}, 500))

  expect(await act(() => first)).toBe(false)
  expect(result.current.failure).toBeNull()
})

test('a slow photo is announced after a moment, until it is there', async () => {
  const slow = held()
  stubApi({ ...sequence(), 'GET /api/v1/photos/6': slow.answer })
  const { result } = await walkFrom(inSequence(5))
  vi.useFakeTimers()

  const step = result.current.show('6')
  await act(() => vi.advanceTimersByTimeAsync(199))
  expect(result.current.isWaiting).toBe(false)
  await act(() => vi.advanceTimersByTimeAsync(1))
  expect(result.current.isWaiting).toBe(true)
  slow.release(json(inSequence(6)))
  await act(() => step)
  expect(result.current.isWaiting).toBe(false)
})

test('a picture that does not come holds a photo back for four seconds', async () => {
  stubPictures({ missing: /./ })
  stubApi(sequence())
  const { result } = await walkFrom(inSequence(5))
  vi.useFakeTimers()

  void result.current.show('6')
  await act(() => vi.advanceTimersByTimeAsync(3_999))
  expect(result.current.photo.id).toBe('5')
  await act(() => vi.advanceTimersByTimeAsync(1))
  expect(result.current.photo.id).toBe('6')
})

test.each([
  ['slow', 5_000, '6'],
  ['fast', 100, '5'],
])(
  'on a %s line, where the page took %i ms, a small picture brings photo %s into sight',
  async (_line, responseEnd, id) => {
    const page = Object.assign(performance.mark('page'), { responseEnd })
    vi.spyOn(performance, 'getEntriesByType').mockReturnValue([page])
    stubPictures({ missing: /size=1024/ })
    stubApi(sequence())
    const { result } = await walkFrom(inSequence(5))
    vi.useFakeTimers()

    void result.current.show('6')
    await act(() => vi.advanceTimersByTimeAsync(1_000))

    expect(result.current.photo.id).toBe(id)
  },
)

test('on a slow line what is not needed at once waits for the pictures of the photos around', async () => {
  const page = Object.assign(performance.mark('page'), { responseEnd: 5_000 })
  vi.spyOn(performance, 'getEntriesByType').mockReturnValue([page])
  stubPictures({ missing: /photos\/4.*size=1024/ })
  stubApi(sequence())
  const { result } = await walkFrom(inSequence(5))
  expect(result.current.isAhead).toBe(false)

  stubPictures()
  const other = await walkFrom(inSequence(1))
  await waitFor(() => expect(other.result.current.isAhead).toBe(true))
})

test('a change is seen at once, and a photo that was fetched ahead is fetched anew', async () => {
  const requests = stubApi(sequence())
  const { result } = await walkFrom(inSequence(5))

  act(() => result.current.change('5', { viewpointCount: 3 }))
  act(() => result.current.change('6', { viewpointCount: 8 }))

  expect(result.current.photo.properties).toMatchObject({ n: 5, viewpointCount: 3 })
  await act(() => result.current.show('6'))
  expect(photosOf(requests).filter((id) => id === '6')).toHaveLength(2)
})

test('with a search the ways are those of its result', async () => {
  const requests = stubApi({ ...sequence(), ...neighbours('5', '2', '8'), ...neighbours('8', '5', '9') })

  const { result } = await walkFrom(inSequence(5), SEARCH)

  await waitFor(() => expect(result.current.isInResult).toBe(true))
  expect(result.current.ways).toEqual({ previous: ['2'], next: ['8'] })
  await waitFor(() => expect(photosOf(requests)).toEqual(['8', '2', '9']))
})

test('at the end of a result there is no way on', async () => {
  stubApi({ ...sequence(), ...neighbours('5', '2', null) })

  const { result } = await walkFrom(inSequence(5), SEARCH)

  expect(result.current.ways).toEqual({ previous: ['2'], next: [] })
})

test('a photo outside the result is walked in its sequence', async () => {
  const requests = stubApi(sequence())

  const { result } = await walkFrom(inSequence(5), SEARCH)

  expect(result.current.isInResult).toBe(false)
  expect(result.current.ways.next).toEqual(['6', '7'])
  expect(photosOf(requests)).toEqual(['6', '7', '4'])
})

test('nothing is fetched ahead before the result has told its ways', async () => {
  const slow = held()
  const requests = stubApi({
    ...sequence(),
    [`GET /api/v1/photos/5/neighbours?${SEARCH}&sort=captured_at`]: slow.answer,
  })

  await walkFrom(inSequence(5), SEARCH)
  expect(photosOf(requests)).toEqual([])

  slow.release(json({ previous: null, next: { id: '8' } }))
  await waitFor(() => expect(photosOf(requests)).toEqual(['8']))
})

test('leaving the search leads back to the sequence, also for photos that were fetched for the result', async () => {
  stubApi({ ...sequence(), ...neighbours('5', '4', '6'), ...neighbours('6', '5', '9') })
  const { result, rerender } = await walkFrom(inSequence(5), SEARCH)
  await waitFor(() => expect(result.current.isInResult).toBe(true))

  rerender({ search: '' })
  expect(result.current.ways.next).toEqual(['6', '7'])
  await act(() => result.current.show('6'))

  expect(result.current.isInResult).toBe(false)
  expect(result.current.ways.next).toEqual(['7', '8'])
})
