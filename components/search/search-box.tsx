'use client'

import { Search as SearchIcon, X } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type KeyboardEvent, useId, useMemo, useState } from 'react'
import type { LngLat } from '@/lib/geo/lng-lat'
import { changed } from '@/lib/search/search-url'
import { useSearch } from './search-context'
import { SuggestionList } from './suggestion-list'
import { type Suggestion, suggest, thingsOf } from './suggestions'
import { useNamed } from './use-named'

const EMPTY_FIELD_TITLE = 'Most seen in this result'

/** One field for what is on the photos, who took them, on which walk, and where. It suggests readable names while the user types. */
export function SearchBox({
  tagValues,
  onPlace,
}: {
  tagValues: string[]
  onPlace: (lngLat: LngLat, name: string) => void
}) {
  const { params, go, facets } = useSearch()
  const router = useRouter()
  const [text, setText] = useState('')
  const listId = useId()
  const things = useMemo(() => thingsOf(tagValues), [tagValues])
  const { sequences, places, isLooking } = useNamed(text)
  const chosen = params.getAll('tag')
  const suggestions = suggest(text, { things, facets, sequences, places }).filter(
    (one) => one.kind !== 'tag' || !chosen.includes(one.value),
  )
  const choose = (one: Suggestion) => {
    setText('')
    list.close()
    if (one.kind === 'place') onPlace(one.lngLat, one.name)
    else if (one.kind === 'sequence') router.push(`/sequences/${one.id}`)
    else if (one.kind === 'user') go(changed(params, { user: one.username }))
    else go(changed(params, { tag: [...chosen, one.value] }))
  }
  const list = useSuggestionKeys({ text, suggestions, onChoose: choose, onEmpty: () => setText('') })
  const { isShown, current } = list

  return (
    <search className="needs-scripts relative">
      <SearchIcon aria-hidden className="pointer-events-none absolute top-3 left-3.5 z-10 size-5 text-ink-faint" />
      <input
        type="text"
        inputMode="search"
        enterKeyHint="search"
        role="combobox"
        aria-label="Search: what is on the photos, people, sequences, places"
        aria-expanded={isShown}
        aria-controls={listId}
        aria-autocomplete="list"
        {...(isShown && current && { 'aria-activedescendant': `${listId}-${suggestions.indexOf(current)}` })}
        placeholder="Bench, person, walk, place…"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          list.setActive(0)
          list.open()
        }}
        onFocus={list.open}
        onClick={list.open}
        onBlur={list.close}
        onKeyDown={list.onKeyDown}
        className="h-11 w-full rounded-full border border-line-strong/60 bg-surface pr-10 pl-11 text-base placeholder:text-ink-faint focus-visible:border-accent focus-visible:outline-offset-0 sm:text-[0.9375rem]"
      />
      {text !== '' && (
        <button
          type="button"
          aria-label="Empty the search field"
          onClick={() => setText('')}
          className="absolute top-1.5 right-1.5 grid size-8 place-items-center rounded-full text-ink-muted hover:bg-sunken"
        >
          <X aria-hidden className="size-4" />
        </button>
      )}
      {/* Always in the page, because the field names it as its list (aria-controls). */}
      <div
        hidden={!isShown}
        tabIndex={-1} // browsers make what scrolls a stop of the Tab key, and this one closes when the field is left
        className="absolute inset-x-0 top-full z-30 mt-1.5 max-h-[min(24rem,60dvh)] overflow-y-auto rounded-card border bg-surface p-1.5 shadow-floating"
      >
        {text.trim() === '' && <p className="eyebrow px-2.5 pt-1.5 pb-1">{EMPTY_FIELD_TITLE}</p>}
        <SuggestionList
          id={listId}
          suggestions={suggestions}
          current={current}
          onActive={list.setActive}
          onChoose={choose}
        />
        {suggestions.length === 0 && (
          <p className="px-2.5 py-2 text-ink-muted text-sm">
            {isLooking
              ? 'Looking for sequences and places…'
              : 'Nothing of that name here. Coordinates go too: 47.1, 11.3.'}
          </p>
        )}
      </div>
      <p aria-live="polite" className="sr-only">
        {isShown && `${suggestions.length} suggestions`}
      </p>
    </search>
  )
}

/** Which suggestion is active, and what the keys of the field do. */
function useSuggestionKeys({
  text,
  suggestions,
  onChoose,
  onEmpty,
}: {
  text: string
  suggestions: Suggestion[]
  onChoose: (suggestion: Suggestion) => void
  onEmpty: () => void
}) {
  const [isOpen, setIsOpen] = useState(false)
  const [active, setActive] = useState(0)
  const isShown = isOpen && (suggestions.length > 0 || text.trim() !== '')
  const current = suggestions[Math.min(active, suggestions.length - 1)]
  const close = () => {
    setIsOpen(false)
    setActive(0)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape' && (isShown || text !== '')) {
      event.stopPropagation()
      if (!isShown) onEmpty()
      return close()
    }
    if (event.key === 'Enter' && isShown && current) {
      event.preventDefault()
      return onChoose(current)
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    setIsOpen(true)
    if (isShown) setActive((active + step + suggestions.length) % Math.max(1, suggestions.length))
  }
  return { isShown, current, setActive, open: () => setIsOpen(true), close, onKeyDown }
}
