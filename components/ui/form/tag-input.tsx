'use client'

import { X } from 'lucide-react'
import { type ClipboardEvent, type KeyboardEvent, useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { classNames } from '@/components/ui/class-names'
import { controlClasses } from './control-classes'

/** Words as chips: Enter or a comma adds one, Backspace in the empty field takes the last one away. Sent as `name`, separated by commas. */
export function TagInput({
  name,
  initialTags = [],
  maxLength,
  ...control
}: {
  name: string
  initialTags?: string[]
  maxLength: number // of one tag
  id: string
  'aria-describedby'?: string
  'aria-invalid'?: true
}) {
  const [tags, setTags] = useState(initialTags)
  const [text, setText] = useState('')

  const add = (words: string) => {
    const added = words
      .split(/[,\n]/)
      .map((word) => word.trim().slice(0, maxLength))
      .filter(Boolean)
    setTags((earlier) => [...new Set([...earlier, ...added])])
    setText('')
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter' && text.trim()) {
      event.preventDefault() // the form is sent by Enter in an empty field
      add(text)
    } else if (event.key === 'Backspace' && text === '') {
      setTags((earlier) => earlier.slice(0, -1))
    }
  }
  const onPaste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData('text')
    if (!/[,\n]/.test(pasted)) return
    event.preventDefault()
    add(text + pasted)
  }

  return (
    <div
      className={classNames(
        controlClasses,
        'flex min-h-10 flex-wrap items-center gap-1.5 px-1.5 py-1.5 focus-within:border-accent',
      )}
    >
      {tags.map((tag) => (
        <Badge key={tag} className="max-w-full pr-1">
          <span className="truncate">{tag}</span>
          <button
            type="button"
            aria-label={`Remove ${tag}`}
            onClick={() => setTags((earlier) => earlier.filter((other) => other !== tag))}
            className="rounded-full p-0.5 hover:bg-line"
          >
            <X aria-hidden className="size-3!" />
          </button>
        </Badge>
      ))}
      <input
        {...control}
        value={text}
        maxLength={maxLength + 1}
        onChange={(event) => (event.target.value.includes(',') ? add(event.target.value) : setText(event.target.value))}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onBlur={() => add(text)}
        className="h-7 min-w-24 flex-1 bg-transparent px-1.5 outline-none placeholder:text-ink-faint"
      />
      <input type="hidden" name={name} value={tags.join(',')} />
    </div>
  )
}
