import { act, renderHook } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { useTheme } from '@/components/shell/use-theme'

afterEach(() => {
  delete document.documentElement.dataset.theme
})

test('a theme holds at once on this page, and by cookie on the next', async () => {
  const { result } = renderHook(useTheme)
  expect(result.current[0]).toBe('system')
  await act(async () => result.current[1]('dark'))
  expect(result.current[0]).toBe('dark')
  expect(document.documentElement.dataset.theme).toBe('dark')
  expect(document.cookie).toContain('theme=dark')
})

test('a theme that nobody knows is that of the device', () => {
  document.documentElement.dataset.theme = 'sepia'
  expect(renderHook(useTheme).result.current[0]).toBe('system')
})
