import { fireEvent, render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { RegionPicker } from '@/components/photos/region-picker'
import type { TagShape } from '@/lib/model/pictures/picture-shapes'

function picker() {
  const drawn: TagShape[] = []
  render(<RegionPicker photoId="7" region={null} onRegion={(region) => drawn.push(region)} />)
  const surface = screen.getByRole('button')
  surface.getBoundingClientRect = () => new DOMRect(0, 0, 200, 100)
  surface.setPointerCapture = () => undefined
  return { surface, drawn }
}

test('a box is drawn with the pointer, in shares of the picture', () => {
  const { surface, drawn } = picker()
  fireEvent.pointerDown(surface, { clientX: 150, clientY: 75, pointerId: 1 })
  fireEvent.pointerUp(surface, { clientX: 50, clientY: 25, pointerId: 1 })
  expect(drawn).toEqual([
    {
      type: 'Polygon',
      coordinates: [
        [
          [0.25, 0.25],
          [0.75, 0.25],
          [0.75, 0.75],
          [0.25, 0.75],
          [0.25, 0.25],
        ],
      ],
    },
  ])
})

test('a slip of the pointer is no box', () => {
  const { surface, drawn } = picker()
  fireEvent.pointerDown(surface, { clientX: 50, clientY: 50, pointerId: 1 })
  fireEvent.pointerUp(surface, { clientX: 50, clientY: 50, pointerId: 1 })
  expect(drawn).toEqual([])
})

test('a box is placed by arrow keys', () => {
  const { surface, drawn } = picker()
  fireEvent.keyDown(surface, { key: 'ArrowLeft' })
  expect(drawn).toHaveLength(1)
  fireEvent.keyDown(surface, { key: 'Tab' })
  expect(drawn).toHaveLength(1)
})
