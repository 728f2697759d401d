import { MapPin, Shapes, Tag, User } from 'lucide-react'
import { classNames } from '@/components/ui/class-names'
import { formatCount } from '@/lib/format/number'
import type { Suggestion } from './suggestions'

/** The options of the search field, which keeps the focus. */
export function SuggestionList({
  id,
  suggestions,
  current,
  onActive,
  onChoose,
}: {
  id: string
  suggestions: Suggestion[]
  current: Suggestion | undefined
  onActive: (index: number) => void
  onChoose: (suggestion: Suggestion) => void
}) {
  return (
    <div id={id} role="listbox" aria-label="Suggestions">
      {suggestions.map((suggestion, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: see above
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
        <div
          key={keyOf(suggestion)}
          id={`${id}-${index}`}
          role="option"
          aria-selected={suggestion === current}
          onPointerDown={(event) => event.preventDefault()} // the field keeps the focus
          onClick={() => onChoose(suggestion)}
          onPointerMove={() => onActive(index)}
          className={classNames(
            'flex min-h-10 cursor-pointer items-center gap-3 rounded-lg px-2.5 py-1.5 text-sm',
            suggestion === current && 'bg-sunken',
          )}
        >
          <Option suggestion={suggestion} />
        </div>
      ))}
    </div>
  )
}

function Option({ suggestion }: { suggestion: Suggestion }) {
  if (suggestion.kind === 'user')
    return <Row icon={User} name={`Photos by ${suggestion.username}`} count={suggestion.count} />
  if (suggestion.kind === 'place') return <Row icon={MapPin} name={suggestion.name} detail={suggestion.detail} />
  return (
    <Row
      icon={suggestion.value.endsWith('*') ? Shapes : Tag}
      name={suggestion.name}
      detail={suggestion.detail}
      count={suggestion.count}
    />
  )
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

function keyOf(suggestion: Suggestion): string {
  if (suggestion.kind === 'tag') return `tag ${suggestion.value}`
  return suggestion.kind === 'user' ? `user ${suggestion.username}` : `place ${suggestion.name} ${suggestion.lngLat}`
}
