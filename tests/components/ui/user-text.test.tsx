import { fireEvent, render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { UserText } from '@/components/ui/user-text'

test('an address is a link that vouches for nothing', () => {
  render(<UserText text="From https://example.org/walk." />)
  const link = screen.getByRole('link', { name: 'https://example.org/walk' })
  expect(link.getAttribute('rel')).toBe('nofollow ugc noopener')
  expect(link.getAttribute('href')).toBe('https://example.org/walk')
})

test('a short text is whole at once', () => {
  render(<UserText text="A walk by the lake" />)
  expect(screen.queryByRole('button')).toBeNull()
})

test('a long text is folded until one asks for more', () => {
  render(<UserText text={'word '.repeat(460)} />)
  const text = screen.getByText(/^word word/)
  expect(text.className).toContain('line-clamp')
  fireEvent.click(screen.getByRole('button', { name: 'Show more', expanded: false }))
  expect(text.className).not.toContain('line-clamp')
  fireEvent.click(screen.getByRole('button', { name: 'Show less', expanded: true }))
  expect(text.className).toContain('line-clamp')
})
