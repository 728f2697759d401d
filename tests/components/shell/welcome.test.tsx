import { fireEvent, render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { Welcome } from '@/components/shell/welcome'

test('the welcome goes when one says so, and the browser remembers it', () => {
  render(<Welcome />)
  expect(screen.getByRole('link', { name: 'What this is' }).getAttribute('href')).toBe('/about')

  fireEvent.click(screen.getByRole('button', { name: 'Hide what this is' }))

  expect(screen.queryByText(/Walk paths/)).toBeNull()
  expect(document.cookie).toContain('welcomed=1')
})
