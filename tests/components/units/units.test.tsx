import { fireEvent, render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { Length, UnitsProvider, useUnits } from '@/components/units/units'
import { parseUnits } from '@/lib/format/units'

function Choice() {
  const { choose } = useUnits()
  return (
    <button type="button" onClick={() => choose('imperial')}>
      Miles
    </button>
  )
}

test('a choice of units holds at once for all lengths of the page, and by cookie on the next', () => {
  render(
    <UnitsProvider chosen="metric">
      <Choice />
      <output>
        <Length meters={12_345} />
      </output>
    </UnitsProvider>,
  )
  expect(screen.getByRole('status').textContent).toBe('12.3 km')
  fireEvent.click(screen.getByRole('button'))
  expect(screen.getByRole('status').textContent).toBe('7.7 mi')
  expect(document.cookie).toContain('units=imperial')
})

test('units that nobody knows are metric', () => {
  expect([parseUnits('imperial'), parseUnits('furlongs'), parseUnits(undefined)]).toEqual([
    'imperial',
    'metric',
    'metric',
  ])
})
