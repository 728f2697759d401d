'use client'

import { MapPin, Search as SearchIcon, Shapes, Tag, User, X } from 'lucide-react'
import { type KeyboardEvent, useId, useMemo, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { formatCount } from '@/lib/format/number'
import type { LngLat } from '@/lib/geo/lng-lat'
import { changed } from '@/lib/search/search-url'
import { useSearch } from './search-context'
import { type Suggestion, suggest, thingsOf } from './suggestions'
import { usePlaces } from './use-places'

const OF_EMPTY = 'Most seen in this result'

/** One field for what is on the photos, who took them, and where: it offers readable names while one types. */
export function SearchBox({
  tagValues,
  hasGeocoder,
  onPlace,
}: {
  tagValues: string[]
  hasGeocoder: boolean
  onPlace: (lngLat: LngLat, name: string) => void
}) {
  const { params, go, facets } = useSearch()
  const [text, setText] = useState('')
  const [isOpen, setIsOpen] = useState(false)
  const [active, setActive] = useState(0)
  const listId = useId()
  const things = useMemo(() => thingsOf(tagValues), [tagValues])
  const { places, isLooking } = usePlaces(hasGeocoder ? text : '')
  const chosen = params.getAll('tag')
  const suggestions = suggest(text, { things, facets, places }).filter(
    (one) => one.kind !== 'tag' || !chosen.includes(one.value),
  )
  const isShown = isOpen && (suggestions.length > 0 || text.trim() !== '')
  const current = suggestions[Math.min(active, suggestions.length - 1)]

  const close = () => {
    setIsOpen(false)
    setActive(0)
  }
  const choose = (one: Suggestion) => {
    setText('')
    close()
    if (one.kind === 'place') onPlace(one.lngLat, one.name)
    else if (one.kind === 'user') go(changed(params, { user: one.username }))
    else go(changed(params, { tag: [...chosen, one.value] }))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape' && (isShown || text !== '')) {
      event.stopPropagation()
      if (!isShown) setText('')
      return close()
    }
    if (event.key === 'Enter' && isShown && current) {
      event.preventDefault()
      return choose(current)
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    setIsOpen(true)
    if (isShown) setActive((active + step + suggestions.length) % Math.max(1, suggestions.length))
  }

  return (
    <search className="relative">
      <SearchIcon aria-hidden className="pointer-events-none absolute top-3 left-3.5 z-10 size-5 text-ink-faint" />
      <input
        type="text"
        inputMode="search"
        enterKeyHint="search"
        role="combobox"
        aria-label="Search: what is on the photos, or a place"
        aria-expanded={isShown}
        aria-controls={listId}
        aria-autocomplete="list"
        {...(isShown && current && { 'aria-activedescendant': `${listId}-${suggestions.indexOf(current)}` })}
        placeholder={hasGeocoder ? 'Bench, stop sign, a place…' : 'Bench, stop sign, 47.1, 11.3…'}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setActive(0)
          setIsOpen(true)
        }}
        onFocus={() => setIsOpen(true)}
        onClick={() => setIsOpen(true)}
        onBlur={close}
        onKeyDown={onKeyDown}
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
      {/* Kept in the page, so that what the field controls is always there. */}
      <div
        hidden={!isShown}
        className="absolute inset-x-0 top-full z-30 mt-1.5 max-h-[min(24rem,60dvh)] overflow-y-auto rounded-card border bg-surface p-1.5 shadow-floating"
      >
        {text.trim() === '' && <p className="eyebrow px-2.5 pt-1.5 pb-1">{OF_EMPTY}</p>}
        <div id={listId} role="listbox" aria-label="Suggestions">
          {suggestions.map((one, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive: see above
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
            <div
              key={keyOf(one)}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={one === current}
              onPointerDown={(event) => event.preventDefault()} // the field keeps the focus
              onClick={() => choose(one)}
              onPointerMove={() => setActive(index)}
              className={classNames(
                'flex min-h-10 cursor-pointer items-center gap-3 rounded-lg px-2.5 py-1.5 text-sm',
                one === current && 'bg-sunken',
              )}
            >
              <Offer suggestion={one} />
            </div>
          ))}
        </div>
        {suggestions.length === 0 && (
          <p className="px-2.5 py-2 text-ink-muted text-sm">
            {isLooking ? 'Looking for places…' : 'Nothing of that name here. Coordinates go too: 47.1, 11.3.'}
          </p>
        )}
      </div>
      <p aria-live="polite" className="sr-only">
        {isShown && `${suggestions.length} suggestions`}
      </p>
    </search>
  )
}

function Offer({ suggestion: one }: { suggestion: Suggestion }) {
  if (one.kind === 'user') return <Row icon={User} name={`Photos by ${one.username}`} count={one.count} />
  if (one.kind === 'place') return <Row icon={MapPin} name={one.name} detail={one.detail} />
  return <Row icon={one.value.endsWith('*') ? Shapes : Tag} name={one.name} detail={one.detail} count={one.count} />
}

function Row({
  icon: Icon,
  name,
  detail,
  count = null,
}: {
  icon: typeof Tag
  name: string
  detail?: string
  count?: number | null
}) {
  return (
    <>
      <Icon aria-hidden className="size-4 shrink-0 text-ink-faint" />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-[550]">{name}</span>
        {detail && <span className="block truncate text-ink-faint text-xs">{detail}</span>}
      </span>
      {count !== null && <span className="text-ink-muted text-xs tabular-nums">{formatCount(count)}</span>}
    </>
  )
}

function keyOf(one: Suggestion): string {
  if (one.kind === 'tag') return `tag ${one.value}`
  return one.kind === 'user' ? `user ${one.username}` : `place ${one.name} ${one.lngLat}`
}
