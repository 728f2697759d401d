import { Search } from 'lucide-react'
import Link from 'next/link'
import { useId, useMemo } from 'react'
import { classNames } from '@/components/ui/class-names'
import { regionOf } from '@/components/viewer/regions/region'
import {
  groupTags,
  type HighlightedTag,
  isChosen,
  type TagChoice,
  type TagEntry,
} from '@/components/viewer/regions/tag-group'
import { type DetectionLayer, LAYERS } from '@/lib/model/layers'
import type { PhotoTag } from '@/lib/photos/types'
import { SignPicture } from './sign-picture'

const FILTERED_FROM = 6 // fewer are seen at a glance

/** What Mapillary found on the photo, by layer; pointing at an entry lights its regions on the picture. */
export function TagList({
  tags,
  isShown,
  onLayer,
  choice,
  onChoice,
  highlighted,
  onHighlight,
}: {
  tags: PhotoTag[]
  isShown: boolean // all outlines, but for those of hidden layers
  onLayer: (layer: DetectionLayer, isShown: boolean) => void
  choice: TagChoice
  onChoice: (choice: TagChoice) => void
  highlighted: HighlightedTag | null
  onHighlight: (highlighted: HighlightedTag | null) => void
}) {
  const listed = useMemo(
    () => groupTags(tags.filter((tag) => isChosen(tag, { ...choice, hidden: new Set() }))),
    [tags, choice],
  )
  const outlineless = useMemo(() => tags.filter((tag) => regionOf(tag, true) === null).length, [tags])
  if (tags.length === 0)
    return <p className="text-ink-muted text-sm">No objects of Mapillary are stored for this photo.</p>
  return (
    <div className="grid gap-5">
      {tags.length >= FILTERED_FROM && <TagFilter tags={tags} choice={choice} onChoice={onChoice} />}
      {listed.length === 0 && <p className="text-ink-muted text-sm">Nothing here fits.</p>}
      {listed.map(({ layer, name, count, entries }) => {
        const isHidden = choice.hidden.has(layer)
        return (
          <section key={layer} aria-label={name} className="grid gap-1.5">
            <label className="flex cursor-pointer items-center gap-2.5 text-sm">
              <span
                aria-hidden="true"
                className="size-3 rounded-[0.25rem] border border-ink/30"
                style={{ background: LAYERS[layer].colour }}
              />
              <span className="font-[550]">{name}</span>
              <span className="text-ink-faint">{count}</span>
              <input
                type="checkbox"
                className="needs-scripts ml-auto size-5 accent-accent"
                checked={isShown && !isHidden}
                onChange={(event) => onLayer(layer, event.target.checked)}
                aria-label={`Show ${name.toLowerCase()} on the picture`}
              />
            </label>
            <ul className={classNames('grid', isHidden && 'opacity-70')}>
              {entries.map((entry) => (
                <Entry
                  key={entry.value}
                  layer={layer}
                  entry={entry}
                  highlighted={highlighted}
                  onHighlight={onHighlight}
                />
              ))}
            </ul>
          </section>
        )
      })}
      {outlineless > 0 && (
        <p className="text-ink-muted text-xs">
          {outlineless === 1 ? 'One object has' : `${outlineless} objects have`} no outline that could be drawn.
        </p>
      )}
    </div>
  )
}

function TagFilter({
  tags,
  choice,
  onChoice,
}: {
  tags: PhotoTag[]
  choice: TagChoice
  onChoice: (choice: TagChoice) => void
}) {
  const id = useId()
  const hasScores = useMemo(() => tags.some(({ score }) => score !== null), [tags])
  return (
    <div className="needs-scripts grid gap-3 print:hidden">
      <input
        type="search"
        aria-label="Objects whose name holds"
        placeholder="Find among the objects"
        value={choice.name}
        onChange={(event) => onChoice({ ...choice, name: event.target.value })}
        className="h-9 w-full rounded-control border border-line-strong bg-surface px-3 text-sm placeholder:text-ink-faint"
      />
      {hasScores && (
        <div className="flex items-center gap-3 text-sm">
          <label htmlFor={id} className="text-ink-muted">
            Certainty from
          </label>
          <input
            id={id}
            type="range"
            min={0}
            max={100}
            step={5}
            value={Math.round(choice.minScore * 100)}
            onChange={(event) => onChoice({ ...choice, minScore: Number(event.target.value) / 100 })}
            className="min-w-0 flex-1 accent-accent"
          />
          <output htmlFor={id} className="w-12 text-right tabular-nums">
            {Math.round(choice.minScore * 100)} %
          </output>
        </div>
      )}
    </div>
  )
}

function Entry({
  layer,
  entry: { value, name, count, bestScore },
  highlighted,
  onHighlight,
}: {
  layer: DetectionLayer
  entry: TagEntry
  highlighted: HighlightedTag | null
  onHighlight: (highlighted: HighlightedTag | null) => void
}) {
  const isHighlighted = highlighted?.layer === layer && highlighted.value === value
  const light = () => onHighlight({ layer, value, tagId: null })
  return (
    <li
      data-tag-value={value}
      data-highlighted={isHighlighted}
      onPointerEnter={light}
      onPointerLeave={() => onHighlight(null)}
      className={classNames(
        '-mx-2 flex min-h-9 items-center rounded-lg pl-2 text-sm transition-colors',
        isHighlighted && 'bg-sunken',
      )}
    >
      <button
        type="button"
        data-reads
        title={value}
        className="flex min-w-0 flex-1 items-center gap-2 py-1.5 text-left"
        onFocus={light}
        onBlur={() => onHighlight(null)}
        onClick={light}
      >
        {layer === 'trafficsigns' && <SignPicture value={value} />}
        <span className="truncate">{name}</span>
        {count > 1 && <span className="shrink-0 text-ink-muted">× {count}</span>}
        <span className="ml-auto shrink-0 text-ink-muted text-xs">
          {bestScore !== null && `${Math.round(bestScore * 100)} %`}
        </span>
      </button>
      <Link
        href={`/photos?tag=${encodeURIComponent(value)}`}
        prefetch={false}
        aria-label={`All photos with: ${name}`}
        title="All photos with this"
        className="ml-1 grid size-9 shrink-0 place-items-center rounded-lg text-ink-muted hover:text-ink"
      >
        <Search aria-hidden className="size-4" />
      </Link>
    </li>
  )
}
