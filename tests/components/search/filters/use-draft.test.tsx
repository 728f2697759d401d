import { act, fireEvent, render, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { useDraft } from '@/components/search/filters/use-draft'

function Field({ commit, pauseMs }: { commit: (text: string) => void; pauseMs?: number }) {
  const draft = useDraft('10', commit, pauseMs === undefined ? {} : { pauseMs })
  return <input type="text" required aria-label="Radius" {...draft} />
}

function open(pauseMs?: number) {
  const commits: string[] = []
  const { unmount } = render(
    <Field commit={(text) => commits.push(text)} {...(pauseMs !== undefined && { pauseMs })} />,
  )
  const field = screen.getByLabelText<HTMLInputElement>('Radius')
  return { field, commits, unmount, type: (value: string) => fireEvent.change(field, { target: { value } }) }
}

test('a typed text counts when the field is left, without its blanks', () => {
  const { field, commits, type } = open()
  type(' 25 ')
  expect([field.value, commits]).toEqual([' 25 ', []])
  fireEvent.blur(field)
  expect(commits).toEqual(['25'])
})

test('Enter is as good as leaving, and then leaving says nothing again', () => {
  const { field, commits, type } = open()
  type('25')
  fireEvent.keyDown(field, { key: 'Enter' })
  fireEvent.blur(field)
  expect(commits).toEqual(['25'])
})

test('other keys commit nothing', () => {
  const { field, commits, type } = open()
  type('25')
  fireEvent.keyDown(field, { key: 'a' })
  expect(commits).toEqual([])
})

test.each([
  ['the stored text', '10'],
  ['what is not valid', ''],
])('%s is not committed, and the field shows the stored text again', (_, text) => {
  const { field, commits, type } = open()
  type(text)
  fireEvent.blur(field)
  expect([field.value, commits]).toEqual(['10', []])
})

test('a field that is left untouched commits nothing', () => {
  const { field, commits } = open()
  fireEvent.blur(field)
  expect(commits).toEqual([])
})

test('with a pause the last text counts after it', () => {
  vi.useFakeTimers()
  const { commits, type } = open(500)
  type('2')
  act(() => vi.advanceTimersByTime(499))
  type('25')
  act(() => vi.advanceTimersByTime(499))
  expect(commits).toEqual([])
  act(() => vi.advanceTimersByTime(1))
  expect(commits).toEqual(['25'])
})

test('without a pause, waiting commits nothing', () => {
  vi.useFakeTimers()
  const { commits, type } = open()
  type('25')
  act(() => vi.advanceTimersByTime(60_000))
  expect(commits).toEqual([])
})

test('a field that is gone commits nothing', () => {
  vi.useFakeTimers()
  const { commits, type, unmount } = open(500)
  type('25')
  unmount()
  vi.advanceTimersByTime(500)
  expect(commits).toEqual([])
})
