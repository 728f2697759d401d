import { fireEvent, render, screen } from '@testing-library/react'
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import { afterEach, expect, test, vi } from 'vitest'
import { ChoiceProvider } from '@/components/sequences/choice/choice-context'
import { ChooseAll, ChooseSequence } from '@/components/sequences/choice/choose'
import { ChosenBar } from '@/components/sequences/choice/chosen-bar'
import { editInParts } from '@/components/sequences/choice/edit-in-parts'

afterEach(() => vi.unstubAllGlobals())

type Edits = { id: string; published?: boolean }[]

/** The API: refuses the sequences `refused`, and every request after `lasts` ones. */
function fakeApi({ refused = [], lasts = 100 }: { refused?: string[]; lasts?: number } = {}) {
  const asked: Edits[] = []
  vi.stubGlobal('fetch', async (_url: string, { body }: { body: string }) => {
    const { edits }: { edits: Edits } = JSON.parse(body)
    asked.push(edits)
    if (asked.length > lasts) return Response.json({ detail: 'Too many requests' }, { status: 429 })
    const results = edits.map(({ id }) =>
      refused.includes(id)
        ? { id, before: null, problem: 'It is private' }
        : { id, before: { tags: ['old'] }, problem: null },
    )
    return Response.json({ results })
  })
  return asked
}

const numbers = (count: number) => Array.from({ length: count }, (_, at) => String(at + 1))

test('many edits go in parts, tell how far they are, and give what undoes them', async () => {
  const asked = fakeApi({ refused: ['3'] })
  const told: number[] = []
  const edited = await editInParts(
    numbers(120).map((id) => ({ id, addTags: ['wet'] })),
    (done) => told.push(done),
  )
  expect(asked.map(({ length }) => length)).toEqual([50, 50, 20])
  expect(told).toEqual([50, 100, 120])
  expect(edited.undo).toHaveLength(119)
  expect(edited.undo[0]).toEqual({ id: '1', tags: ['old'] })
  expect(edited).toMatchObject({ refused: [{ id: '3', problem: 'It is private' }], stopped: null, left: 0 })
})

test('a request that fails ends it: what was done can still be undone', async () => {
  fakeApi({ lasts: 1 })
  const edited = await editInParts(
    numbers(120).map((id) => ({ id, published: false })),
    () => undefined,
  )
  expect(edited).toMatchObject({ stopped: 'Too many requests', left: 70 })
  expect(edited.undo).toHaveLength(50)
})

function renderList(ids: string[]) {
  const nothing = () => undefined
  const router = {
    push: nothing,
    replace: nothing,
    back: nothing,
    forward: nothing,
    refresh: nothing,
    prefetch: nothing,
  }
  render(
    <AppRouterContext value={router as never}>
      <ChoiceProvider ids={ids}>
        <ChooseAll />
        <ChooseSequence id="1" name="Morning walk" />
        <ChosenBar />
      </ChoiceProvider>
    </AppRouterContext>,
  )
}

test('one or all are chosen, all pages counted in, and those that are refused are named', async () => {
  const asked = fakeApi({ refused: ['2'] })
  renderList(['1', '2', '3'])
  expect(screen.queryByRole('region', { name: 'Chosen sequences' })).toBeNull()
  fireEvent.click(screen.getByRole('checkbox', { name: 'Choose Morning walk' }))
  screen.getByText('1 sequence chosen')
  fireEvent.click(screen.getByRole('checkbox', { name: 'Choose all 3 sequences' }))
  screen.getByText('3 sequences chosen')

  fireEvent.click(screen.getByRole('button', { name: 'Unpublish' }))
  await screen.findByText('1 sequence could not be changed')
  expect(asked).toEqual([numbers(3).map((id) => ({ id, published: false }))])
  expect(screen.getByRole('alert').textContent).toContain('Sequence 2: It is private')

  fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
  fireEvent.click(screen.getByRole('button', { name: 'Clear' }))
  expect(screen.queryByRole('region', { name: 'Chosen sequences' })).toBeNull()
})

test('the dialog changes what is said in it, and nothing else', async () => {
  const asked = fakeApi()
  renderList(['1', '2'])
  fireEvent.click(screen.getByRole('checkbox', { name: 'Choose Morning walk' }))
  fireEvent.click(screen.getByRole('button', { name: 'Change…' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Change' }))
  screen.getByText('Say what is to change.')
  fireEvent.change(screen.getByLabelText('Transport'), { target: { value: 'Walk' } })
  const added = screen.getByLabelText(/^Add tags/)
  fireEvent.change(added, { target: { value: 'wet' } })
  fireEvent.blur(added)
  fireEvent.click(screen.getByRole('button', { name: 'Change' }))
  await vi.waitFor(() => expect(asked).toEqual([[{ id: '1', transportType: 'Walk', addTags: ['wet'] }]]))
})
