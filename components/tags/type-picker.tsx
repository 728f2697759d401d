'use client'

import { Check } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { Input } from '@/components/ui/form/input'
import { type MatchedTagType, matchTagTypes } from '@/lib/tags/match-tag-types'
import type { TagType } from '@/lib/tags/types'
import { useTagTypes } from './use-tag-types'

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }

/**
 * A combobox over the tree of tag types: type a few letters, arrows and Enter choose. Without letters and arrows Enter picks `value`, or
 * nothing.
 */
export function TypePicker({
  value,
  initialText,
  onPick,
  onCancel,
}: {
  value: string | null
  initialText: string
  onPick: (type: TagType, text: string) => void
  onCancel: () => void
}) {
  const { types, problem } = useTagTypes()
  const [text, setText] = useState(initialText)
  const [stepped, setStepped] = useState<string | null>(null) // the type that the arrows went to
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const matches = useMemo(() => matchTagTypes(types ?? [], text), [types, text])
  const isTyped = text.trim() !== ''
  const activeValue = stepped ?? (isTyped ? matches[0]?.value : value)
  const active = matches.findIndex((type) => type.value === activeValue)
  const current = matches[active]

  useEffect(() => input.current?.focus(), [])
  const currentValue = current?.value
  useEffect(() => {
    const option = currentValue && list.current?.querySelector(`[data-value="${CSS.escape(currentValue)}"]`)
    if (option) option.scrollIntoView({ block: 'nearest' })
  }, [currentValue])

  const press = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    if (step !== undefined && matches.length > 0) {
      const next = active < 0 && step < 0 ? matches.length - 1 : active + step
      setStepped(matches[Math.max(0, Math.min(matches.length - 1, next))]?.value ?? null)
    } else if (event.key === 'Enter' && current) {
      onPick(current, text)
    } else if (event.key === 'Escape') {
      event.stopPropagation()
      onCancel()
    } else return
    event.preventDefault()
  }

  return (
    <div className="grid gap-2">
      <label htmlFor={`${id}-text`} className="font-[550] text-sm">
        What is it?
      </label>
      <Input
        ref={input}
        id={`${id}-text`}
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        {...(current && { 'aria-activedescendant': `${id}-${current.value}` })}
        autoComplete="off"
        placeholder="bench, gate, gravel…"
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setStepped(null)
        }}
        onKeyDown={press}
      />
      {/* The field keeps the focus: aria-activedescendant points to the option. */}
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        tabIndex={-1}
        aria-label="Types"
        className="-mx-1 max-h-[calc(var(--visible-height,100dvh)*0.24)] overflow-y-auto overscroll-contain px-1 sm:max-h-[min(14rem,30dvh)]"
      >
        {matches.map((type, index) => (
          <TypeOption
            key={type.value}
            id={`${id}-${type.value}`}
            type={type}
            isActive={index === active}
            isCurrent={type.value === value}
            hasPath={isTyped}
            onPick={() => onPick(type, text)}
          />
        ))}
      </div>
      <p role="status" className="text-ink-muted text-sm empty:hidden">
        {problem ?? (types === null ? 'One moment…' : matches.length === 0 ? 'No type has this name.' : '')}
      </p>
      <a href="/tag-types#propose" target="_blank" rel="noreferrer" className="w-fit text-link text-xs">
        Something is missing? Propose a type<span className="sr-only"> (in a new tab)</span>
      </a>
    </div>
  )
}

/** One type: with its whole path among matches, indented by its depth in the tree. */
function TypeOption({
  id,
  type,
  isActive,
  isCurrent,
  hasPath,
  onPick,
}: {
  id: string
  type: MatchedTagType
  isActive: boolean
  isCurrent: boolean
  hasPath: boolean
  onPick: () => void
}) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys belong to the field
    <div
      id={id}
      data-value={type.value}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      aria-label={type.path}
      style={{ paddingLeft: `${0.5 + (hasPath ? 0 : type.depth) * 1.25}rem` }}
      className={classNames(
        'flex min-h-9 cursor-pointer items-center gap-2.5 rounded-lg pr-2 text-sm',
        isActive ? 'bg-sunken' : 'hover:bg-sunken/60',
      )}
      onClick={onPick}
    >
      <span
        aria-hidden="true"
        className="size-3.5 shrink-0 rounded-[0.25rem] border border-ink/30"
        style={{ background: type.colour }}
      />
      <span className="truncate">{hasPath ? type.path : type.label}</span>
      {isCurrent && <Check aria-label="chosen now" className="ml-auto size-4 text-accent" />}
    </div>
  )
}
