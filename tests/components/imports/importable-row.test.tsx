import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { ImportableRow } from '@/components/imports/picker/importable-row'
import type { ImportableSequence } from '@/lib/imports/types'

function show(changes: Partial<ImportableSequence>) {
  const sequence: ImportableSequence = {
    key: 'a',
    capturedAt: '2020-09-12T09:10:04.120Z',
    photoCount: 120,
    lengthMeters: 357,
    cameraMake: 'GoPro',
    isPano: false,
    isPrivate: false,
    line: [],
    here: { state: 'new' },
    ...changes,
  }
  render(
    <ul>
      <ImportableRow
        sequence={sequence}
        place={{ at: 3, of: 3_000 }}
        isSelected={false}
        isActive={false}
        onToggle={() => undefined}
        onActive={() => undefined}
      />
    </ul>,
  )
}

test('a row says when and near which town its photos were taken', () => {
  show({ near: 'Ambleside' })
  expect(screen.getByRole('checkbox', { name: /^Sat, 12 Sept 2020, .*, near Ambleside, 120 photos$/ })).toBeDefined()
  expect(screen.getByRole('listitem').textContent).toContain('near Ambleside')
})

test('a row far from any town says only when', () => {
  show({})
  expect(screen.getByRole('listitem').textContent).not.toContain('near')
})

test('what is imported leads to its sequence here', () => {
  show({ here: { state: 'imported', importId: '1', sequenceId: '2', withErrors: false } })
  expect(screen.getByRole('link', { name: 'Imported' }).getAttribute('href')).toBe('/sequences/2')
})

test('a row says where in the whole list it stands, of which most may not be here yet', () => {
  show({})
  const row = screen.getByRole('listitem')
  expect([row.getAttribute('aria-posinset'), row.getAttribute('aria-setsize')]).toEqual(['3', '3000'])
})
