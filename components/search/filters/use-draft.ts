import { type ChangeEvent, type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'

/**
 * Props of a field whose text is committed by leaving the field or by Enter; invalid text is discarded. `pauseMs`: also after a pause,
 * because people who pick a date from a calendar do not leave the field.
 */
export function useDraft(stored: string, commit: (text: string) => void, { pauseMs }: { pauseMs?: number } = {}) {
  const [draft, setDraft] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const settle = (field: HTMLInputElement) => {
    clearTimeout(timer.current)
    setDraft(null)
    const text = field.value.trim()
    if (text !== stored && field.validity.valid) commit(text)
  }
  const leave = (field: HTMLInputElement) => draft !== null && settle(field)
  return {
    value: draft ?? stored,
    onChange: ({ target }: ChangeEvent<HTMLInputElement>) => {
      setDraft(target.value)
      clearTimeout(timer.current)
      if (pauseMs !== undefined) timer.current = setTimeout(() => target.validity.valid && settle(target), pauseMs)
    },
    onBlur: (event: FocusEvent<HTMLInputElement>) => leave(event.target),
    onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
      if (event.key === 'Enter') leave(event.currentTarget)
    },
  }
}
