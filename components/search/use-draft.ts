import { type ChangeEvent, type FocusEvent, type KeyboardEvent, useState } from 'react'

/** Props of a field whose text counts when it is left or by Enter; what is not valid is forgotten. */
export function useDraft(stored: string, commit: (text: string) => void) {
  const [draft, setDraft] = useState<string | null>(null)
  const settle = (field: HTMLInputElement) => {
    setDraft(null)
    const text = field.value.trim()
    if (draft !== null && text !== stored && field.validity.valid) commit(text)
  }
  return {
    value: draft ?? stored,
    onChange: (event: ChangeEvent<HTMLInputElement>) => setDraft(event.target.value),
    onBlur: (event: FocusEvent<HTMLInputElement>) => settle(event.target),
    onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
      if (event.key === 'Enter') settle(event.currentTarget)
    },
  }
}
