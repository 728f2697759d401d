import { act, fireEvent, render, renderHook, screen } from '@testing-library/react'
import { Toaster } from 'sonner'
import { afterEach, expect, test, vi } from 'vitest'
import { useTagging } from '@/components/tags/use-tagging'
import type { PhotoDetails, PhotoDetailsFeature } from '@/lib/photos/types'
import { held, json, personTag, photoDetails, square, stubApi } from '@/tests/support/browser-scene'

// A toast that goes away is taken out a moment later, which must not come after the DOM is gone.
afterEach(() => expect.poll(() => document.querySelectorAll('[data-removed=true]').length).toBe(0))

const BENCH = { value: 'object--bench', label: 'Bench', colour: '#00ff00' }
const REFUSAL = 'You have added too many tags. Try again later.'
const bench = personTag('1')
const REFUSED = () => json({ detail: REFUSAL }, 429)

/** The hook beside a photo that can be changed and left, as the viewer has it. */
function open(tags: PhotoDetails['tags'] = []) {
  let photo = photoDetails('7', { tags })
  const change = (photoId: string, changed: Partial<PhotoDetails>) => {
    if (photo.id === photoId) photo = { ...photo, properties: { ...photo.properties, ...changed } }
    show(photo)
  }
  render(<Toaster />)
  const hook = renderHook((props) => useTagging({ photo: props.photo, change }), { initialProps: { photo } })
  function show(next: PhotoDetailsFeature) {
    photo = next
    hook.rerender({ photo })
  }
  return { ...hook, show, tags: () => photo.properties.tags }
}

function draw({ result }: ReturnType<typeof open>, ...start: Parameters<ReturnType<typeof useTagging>['start']>) {
  act(() => result.current.start(...start))
  act(() => result.current.setShape(square(0.4)))
}

/** Runs an action up to its first wait. */
function begin(action: () => Promise<void>): Promise<void> {
  let end = Promise.resolve()
  act(() => {
    end = action()
  })
  return end
}

async function undo(words: string) {
  const message = await screen.findByText(words)
  const undoButton = message.closest('li')?.querySelector('button[data-action]')
  if (!undoButton) throw new Error(`"${words}" cannot be undone`)
  await act(async () => fireEvent.click(undoButton))
}

test('a new tag is shown at once and can be changed when the server has it', async () => {
  const server = held()
  const requests = stubApi({ 'POST /api/v1/photos/7/tags': server.answer })
  const tagging = open()
  draw(tagging)

  const saved = begin(() => tagging.result.current.save(BENCH))
  await vi.waitFor(() => expect(tagging.tags()).toHaveLength(1))
  expect(tagging.tags()[0]).toMatchObject({ label: 'Bench', author: 'you', mayEdit: false, mayRemove: false })
  expect(tagging.tags()[0]?.area).toBeCloseTo(0.16)
  server.release(json(personTag('12')))
  await act(() => saved)

  expect(tagging.tags()).toEqual([personTag('12')])
  expect(tagging.result.current.draft).toBeNull()
  expect(requests).toEqual(['POST /api/v1/photos/7/tags'])
})

test('a new tag that is refused goes, and its region comes back with the reason and what was typed', async () => {
  stubApi({ 'POST /api/v1/photos/7/tags': REFUSED })
  const tagging = open([bench])
  draw(tagging, null, true)

  await act(() => tagging.result.current.save(BENCH, 'ben'))

  expect(tagging.tags()).toEqual([bench])
  expect(tagging.result.current.draft).toMatchObject({
    tag: null,
    shape: square(0.4),
    problem: REFUSAL,
    typed: 'ben',
    byKeys: true,
  })
})

test('a changed tag takes the place of the old one, and an undo brings that back', async () => {
  const changed = personTag('1', { shape: square(0.4), area: 0.16 })
  const answers = { 'PATCH /api/v1/tags/1': () => json(changed) }
  stubApi(answers)
  const tagging = open([bench])
  draw(tagging, bench)

  await act(() => tagging.result.current.save(BENCH))
  expect(tagging.tags()).toEqual([changed])

  answers['PATCH /api/v1/tags/1'] = () => json(bench)
  await undo('Changed: Bench')
  expect(tagging.tags()).toEqual([bench])
})

test('a change that is refused shows the old tag again', async () => {
  stubApi({ 'PATCH /api/v1/tags/1': REFUSED })
  const tagging = open([bench])
  draw(tagging, bench)

  await act(() => tagging.result.current.save(BENCH))

  expect(tagging.tags()).toEqual([bench])
  expect(tagging.result.current.draft).toMatchObject({ tag: bench, problem: REFUSAL })
})

test('nothing is saved before a region is drawn', async () => {
  const requests = stubApi({})
  const { result } = open()
  act(() => result.current.start())

  await act(() => result.current.save(BENCH))

  expect(requests).toEqual([])
  expect(result.current.draft).not.toBeNull()
})

test('a removed tag goes at once and comes back by undo', async () => {
  stubApi({
    'DELETE /api/v1/tags/1': () => json({ id: '1' }),
    'POST /api/v1/tags/1/restore': () => json(bench),
  })
  const tagging = open([bench, personTag('2')])

  await act(() => tagging.result.current.remove(bench))
  expect(tagging.tags().map(({ id }) => id)).toEqual(['2'])

  await undo('Removed: Bench')
  expect(tagging.tags().map(({ id }) => id)).toEqual(['2', '1'])
})

test('a removal that is refused brings the tag back with the reason', async () => {
  stubApi({ 'DELETE /api/v1/tags/1': REFUSED })
  const tagging = open([bench])

  await act(() => tagging.result.current.remove(bench))

  expect(tagging.tags()).toEqual([bench])
  await screen.findByText(REFUSAL)
})

test('an undone new tag is removed for good', async () => {
  stubApi({
    'POST /api/v1/photos/7/tags': () => json(personTag('12', { label: 'Stile' })),
    'DELETE /api/v1/tags/12': () => json({ id: '12' }),
  })
  const tagging = open()
  draw(tagging)

  await act(() => tagging.result.current.save(BENCH))
  await undo('Tagged: Stile')

  expect(tagging.tags()).toEqual([])
})

test.each([
  ['restored', () => json(bench), true, [bench]],
  ['not restored', REFUSED, false, []],
])('a tag that is %s says so', async (_, answer, isRestored, tags) => {
  stubApi({ 'POST /api/v1/tags/1/restore': answer })
  const tagging = open()

  expect(await act(() => tagging.result.current.restore('1'))).toBe(isRestored)
  expect(tagging.tags()).toEqual(tags)
})

test('the largest tags come first, and a detection with the same id is left alone', async () => {
  stubApi({ 'DELETE /api/v1/tags/1': () => json({ id: '1' }), 'POST /api/v1/tags/3/restore': () => json(large) })
  const large = personTag('3', { area: 0.5 })
  const detection = { ...bench, source: 'mapillary' as const, layer: 'instances' as const, score: null }
  const tagging = open([detection, bench])

  await act(() => tagging.result.current.restore('3'))
  await act(() => tagging.result.current.remove(bench))

  expect(tagging.tags()).toEqual([large, detection])
})

test('a draft belongs to its photo', () => {
  const { result, show } = open([bench])
  act(() => result.current.start(bench))
  expect(result.current.draft).toMatchObject({ tag: bench, shape: bench.shape, problem: null })

  show(photoDetails('8'))
  expect(result.current.draft).toBeNull()
})

test('a cancelled draft is gone, and a region without a draft begins none', () => {
  const { result } = open()
  act(() => result.current.start())
  act(() => result.current.cancel())
  act(() => result.current.setShape(square(0.4)))

  expect(result.current.draft).toBeNull()
})

test('a tag that is saved while another photo is in sight comes to its own photo', async () => {
  const server = held()
  stubApi({ 'POST /api/v1/photos/7/tags': server.answer })
  const tagging = open()
  draw(tagging)

  const saved = begin(() => tagging.result.current.save(BENCH))
  act(() => tagging.show(photoDetails('8')))
  server.release(json(personTag('12')))
  await act(() => saved)

  expect(tagging.tags()).toEqual([])
})
