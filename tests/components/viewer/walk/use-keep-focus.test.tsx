import { render, screen } from '@testing-library/react'
import { useRef } from 'react'
import { expect, test } from 'vitest'
import { useKeepFocus } from '@/components/viewer/walk/use-keep-focus'

function Area({ hasTag }: { hasTag: boolean }) {
  const area = useRef<HTMLDivElement>(null)
  const rest = useRef<HTMLButtonElement>(null)
  useKeepFocus(area, rest)
  return (
    <div ref={area}>
      <button ref={rest} type="button">
        Rest
      </button>
      <button type="button">Other</button>
      {hasTag && <button type="button">Tag</button>}
    </div>
  )
}

const focused = () => document.activeElement?.textContent

test('what had the focus goes, and the focus comes to rest', () => {
  const { rerender } = render(<Area hasTag />)
  screen.getByText('Tag').focus()
  rerender(<Area hasTag={false} />)
  expect(focused()).toBe('Rest')
})

test('a focus that is elsewhere stays there', () => {
  const { rerender } = render(<Area hasTag />)
  screen.getByText('Other').focus()
  rerender(<Area hasTag={false} />)
  expect(focused()).toBe('Other')
})
