import { fireEvent, render, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { CornerKeys } from '@/components/map/tools/corner-keys'
import type { LngLat } from '@/lib/geo/lng-lat'

const CORNERS: LngLat[] = [
  [1, 1],
  [2, 1],
  [2, 2],
]

test('arrow keys move a corner, Enter goes to the next one, and the map is told which it is', () => {
  const moveCorner = vi.fn((): LngLat => [1.5, 1.25])
  const told: (LngLat | null)[] = []
  render(<CornerKeys area={{ corners: () => CORNERS, moveCorner }} onCorner={(corner) => told.push(corner)} />)
  const button = screen.getByRole('button', { name: 'Corner 1 of 3' })
  fireEvent.focus(button)
  fireEvent.keyDown(button, { key: 'ArrowUp' })
  fireEvent.keyDown(button, { key: 'ArrowRight', shiftKey: true })
  fireEvent.keyDown(button, { key: 'a' })
  expect(moveCorner.mock.calls).toEqual([
    [0, [0, -4]],
    [0, [40, 0]],
  ])
  expect(screen.getByRole('status').textContent).toBe('1.2500, 1.5000')

  fireEvent.click(button) // what Enter does
  expect(button.textContent).toBe('Corner 2 of 3')
  fireEvent.click(button)
  fireEvent.click(button)
  expect(button.textContent).toBe('Corner 1 of 3')
  fireEvent.blur(button)
  expect(told).toEqual([[1, 1], [1.5, 1.25], [1.5, 1.25], [2, 1], [2, 2], [1, 1], null])
})
