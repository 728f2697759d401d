import { renderHook } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { useKeys } from '@/components/viewer/walk/use-keys'

function press(key: string, options: KeyboardEventInit = {}, target: Element = document.body) {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options })
  target.dispatchEvent(event)
  return event
}

function insert(html: string): Element {
  document.body.innerHTML = html
  return document.body.querySelector('[data-target]') ?? document.body
}

test('a key calls what belongs to it and does nothing else', () => {
  const run = vi.fn()
  renderHook(() => useKeys({ ArrowRight: run }))

  expect(press('ArrowRight').defaultPrevented).toBe(true)
  expect(press('ArrowLeft').defaultPrevented).toBe(false)
  expect(run).toHaveBeenCalledTimes(1)
})

test('a letter means the same in capitals', () => {
  const run = vi.fn()
  renderHook(() => useKeys({ m: run }))

  press('M')

  expect(run).toHaveBeenCalledTimes(1)
})

test.each([{ ctrlKey: true }, { metaKey: true }, { altKey: true }])('%o leaves a key to the browser', (modifier) => {
  const run = vi.fn()
  renderHook(() => useKeys({ f: run }))

  expect(press('f', modifier).defaultPrevented).toBe(false)
  expect(run).not.toHaveBeenCalled()
})

test('a key that somebody else has used is left alone', () => {
  const run = vi.fn()
  renderHook(() => useKeys({ ArrowDown: run }))
  const target = insert('<div data-target></div>')
  target.addEventListener('keydown', (event) => event.preventDefault())

  press('ArrowDown', {}, target)

  expect(run).not.toHaveBeenCalled()
})

test.each([
  ['text is written', 'a', '<input data-target>'],
  ['text is written on several lines', 'a', '<textarea data-target></textarea>'],
  ['a choice is made', 'a', '<select data-target></select>'],
  ['tabs are walked', 'ArrowRight', '<div role="tablist"><button data-target></button></div>'],
  ['the map is moved', 'ArrowRight', '<div class="maplibregl-map"><canvas data-target></canvas></div>'],
  ['a button is pressed', ' ', '<button data-target></button>'],
  ['a dialog is open', 'a', '<div role="dialog"></div><div data-target></div>'],
  ['a menu is open', 'a', '<div role="menu"></div><div data-target></div>'],
])('a key keeps its own meaning where %s', (_, key, html) => {
  const run = vi.fn()
  renderHook(() => useKeys({ [key]: run }))
  const target = insert(html)

  expect(press(key, {}, target).defaultPrevented).toBe(false)
  expect(run).not.toHaveBeenCalled()
})

test('a letter reaches the viewer from a button, where only the space bar has a meaning', () => {
  const run = vi.fn()
  renderHook(() => useKeys({ d: run }))

  press('d', {}, insert('<button data-target></button>'))

  expect(run).toHaveBeenCalledTimes(1)
})

test('a key runs what the last render gave it, and nothing once the viewer is gone', () => {
  const [first, second] = [vi.fn(), vi.fn()]
  const { rerender, unmount } = renderHook(({ run }) => useKeys({ d: run }), { initialProps: { run: first } })
  rerender({ run: second })

  press('d')
  unmount()
  press('d')

  expect(first).not.toHaveBeenCalled()
  expect(second).toHaveBeenCalledTimes(1)
})
