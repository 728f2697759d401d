import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { Takeouts } from '@/components/settings/takeouts'
import type { Takeout } from '@/lib/takeouts/types'
import { withRouter } from '@/tests/support/with-router'

const links = { self: '', zip: 'https://paths.example/1.zip', signedZip: 'https://paths.example/1.zip?signature=s' }
const takeout: Takeout = {
  id: '1',
  state: 'ready',
  reason: null,
  all: true,
  sequenceIds: ['7'],
  done: 1_320,
  total: 1_320,
  bytes: 5_000_000_000,
  partBytes: null,
  createdAt: '2026-01-02T00:00:00.000Z',
  readyAt: '2026-01-02T00:00:00.000Z',
  expiresAt: '2026-02-01T00:00:00.000Z',
  links,
  parts: [{ part: 1, bytes: 5_000_000_000, links }],
}

function show(takeouts: Takeout[], total = takeouts.length) {
  const { wrapper } = withRouter()
  const nothing = async () => null
  render(<Takeouts takeouts={takeouts} total={total} make={nothing} remove={nothing} />, { wrapper })
}

test('a takeout that is ready tells its size and end, and is downloaded by its signed link', () => {
  show([takeout])
  expect(screen.getByText(/1,320 originals, 5.0 GB · made 2 January 2026 · kept until 1 February 2026/)).toBeDefined()
  expect(screen.getByRole('link', { name: 'Download (5.0 GB)' }).getAttribute('href')).toBe(links.signedZip)
})

test('one that is being made shows how far it is', () => {
  show([{ ...takeout, state: 'making', done: 12, parts: [] }])
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('12')
  expect(screen.queryByRole('link')).toBeNull()
})

test('one that has ended says why', () => {
  show([{ ...takeout, state: 'ended', reason: 'A sequence in it was deleted. Make a new takeout.', parts: [] }])
  expect(screen.getByText(/A sequence in it was deleted/)).toBeDefined()
})

test('without any there is a word, and the way to make one', () => {
  show([])
  expect(screen.getByText('No takeouts yet')).toBeDefined()
  expect(screen.getByRole('button', { name: 'Make a takeout' })).toBeDefined()
})

test('older ones than are shown are a click away', () => {
  show([takeout], 12)
  expect(screen.getByRole('link', { name: 'Show all 12' }).getAttribute('href')).toBe('/settings?all=takeouts#takeouts')
})
