import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { Attribution } from '@/components/ui/attribution'

test('a public photo names its photographer and its licence', () => {
  render(<Attribution username="ada" url="https://example.org/1" />)
  expect(screen.getByRole('link', { name: 'CC BY-SA 4.0' })).toBeDefined()
})

test('a private photo is under no licence', () => {
  const { container } = render(<Attribution username="ada" url="https://example.org/1" isPrivate />)
  expect(container.textContent).toBe('image by ada on Mapillary, private')
})

test('a name that runs from right to left leaves the words around it in order', () => {
  const { container } = render(<Attribution username="مسار" url="https://example.org/1" />)
  expect(container.querySelector('bdi')?.textContent).toBe('مسار')
})
