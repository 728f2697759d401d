import { MapPin, Route, Shapes, Tag, User } from 'lucide-react'
import { classNames } from '@/components/ui/class-names'
import { isolated } from '@/lib/format/isolated'
import { formatCount, formatPlural } from '@/lib/format/number'
import { SUGGESTION_GROUPS, type Suggestion } from './suggestions'

/** The options of the search field by kind; the field keeps the focus. Headings stand where there is more than one kind. */
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
  const groups = SUGGESTION_GROUPS.filter(({ kind }) => suggestions.some((one) => one.kind === kind))
  return (
    <div id={id} role="listbox" aria-label="Suggestions">
      {groups.map(({ kind, title }) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is none of the parts that a listbox may have
        <div key={kind} role="group" aria-label={title}>
          {groups.length > 1 && (
            <p aria-hidden className="eyebrow px-2.5 pt-1.5 pb-1">
              {title}
            </p>
          )}
          {suggestions.map((suggestion, index) =>
            suggestion.kind === kind ? (
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
            ) : null,
          )}
        </div>
      ))}
    </div>
  )
}

function Option({ suggestion }: { suggestion: Suggestion }) {
  if (suggestion.kind === 'user')
    return <Row icon={User} name={`Photos by ${isolated(suggestion.username)}`} count={suggestion.count} />
  if (suggestion.kind === 'sequence') {
    const { name, username, photoCount } = suggestion
    return <Row icon={Route} name={name} detail={`${formatPlural(photoCount, 'photo')} by ${isolated(username)}`} />
  }
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
        <span dir="auto" className="block truncate font-[550]">
          {name}
        </span>
        {detail && <span className="block truncate text-ink-faint text-xs">{detail}</span>}
      </span>
      {count !== null && <span className="text-ink-muted text-xs tabular-nums">{formatCount(count)}</span>}
    </>
  )
}

function keyOf(suggestion: Suggestion): string {
  if (suggestion.kind === 'tag') return `tag ${suggestion.value}`
  if (suggestion.kind === 'user') return `user ${suggestion.username}`
  if (suggestion.kind === 'sequence') return `sequence ${suggestion.id}`
  return `place ${suggestion.name} ${suggestion.lngLat}`
}
