import { fireEvent, render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { PhotoCard } from '@/components/photos/photo-card'
import type { SearchedObject } from '@/lib/photos/types'
import { photoFeature } from '@/tests/support/photo-feature'

function show(searched?: SearchedObject) {
  const { container } = render(<PhotoCard photo={photoFeature(7, searched && { searched })} />)
  return container
}

function cropIn(container: HTMLElement): HTMLImageElement {
  const crop = container.querySelector<HTMLImageElement>('[data-searched=crop] img')
  if (!crop) throw new Error('There is no crop')
  return crop
}

const bench = { value: 'object--bench', box: { left: 0.6, top: 0.7, width: 0.1, height: 0.1 } }

test('a photo that was found by an object shows it in the corner, and a frame once the picture is measured', () => {
  const container = show(bench)
  const crop = cropIn(container)
  expect(screen.getByRole('link', { name: /, on it: Bench, by ada$/ })).toBeDefined()
  expect(crop.getAttribute('src')).toBe('/api/v1/photos/7/image?size=1024')
  expect(container.querySelector('[data-searched=frame]')).toBeNull()
  expect(crop.parentElement?.className).toContain('opacity-0') // nothing stands in the corner while there is no picture

  Object.defineProperties(crop, {
    complete: { value: true },
    naturalWidth: { value: 2000 },
    naturalHeight: { value: 1000 },
  })
  fireEvent.load(crop)
  expect(crop.parentElement?.className).not.toContain('opacity-0')

  expect(container.querySelector('[data-searched=frame]')?.getAttribute('viewBox')).toBe('0 0 2 1')
  const frame = container.querySelector('[data-searched=frame] rect')
  expect(['x', 'y', 'width', 'height'].map((side) => frame?.getAttribute(side))).toEqual(['1.2', '0.7', '0.2', '0.1'])
})

test('what fills the picture needs no mark, nor does a photo that was found otherwise', () => {
  expect(
    show({ value: 'nature--sky', box: { left: 0, top: 0, width: 1, height: 0.4 } }).querySelector('[data-searched]'),
  ).toBeNull()
  expect(show().querySelector('[data-searched]')).toBeNull()
})
