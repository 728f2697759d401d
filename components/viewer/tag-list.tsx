import { Search } from 'lucide-react'
import Link from 'next/link'
import { classNames } from '@/components/ui/class-names'
import { Switch } from '@/components/ui/switch'
import type { DetectionLayer } from '@/lib/mapillary/types'
import { LAYER_COLOURS } from './layer-colours'
import type { LitTag, TagGroup } from './tag-group'

/** What Mapillary found on the photo, by layer; pointing at an entry lights its regions on the picture. */
export function TagList({
  groups,
  hidden,
  onHide,
  lit,
  onLit,
}: {
  groups: TagGroup[]
  hidden: ReadonlySet<DetectionLayer>
  onHide: (layer: DetectionLayer, isHidden: boolean) => void
  lit: LitTag | null
  onLit: (lit: LitTag | null) => void
}) {
  if (groups.length === 0) return <p className="text-ink-muted text-sm">Mapillary found nothing on this photo.</p>
  const hasScores = groups.some(({ entries }) => entries.some(({ bestScore }) => bestScore !== null))
  return (
    <div className="grid gap-5">
      {groups.map(({ layer, name, count, entries }) => {
        const isHidden = hidden.has(layer)
        return (
          <section key={layer} aria-label={name} className="grid gap-1.5">
            {/* biome-ignore lint/a11y/noLabelWithoutControl: the switch inside is the control */}
            <label className="flex cursor-pointer items-center gap-2.5 text-sm">
              <span
                aria-hidden="true"
                className="size-3 rounded-[0.25rem] border border-ink/30"
                style={{ background: LAYER_COLOURS[layer] }}
              />
              <span className="font-[550]">{name}</span>
              <span className="text-ink-faint">{count}</span>
              <Switch
                className="ml-auto"
                checked={!isHidden}
                onCheckedChange={(isOn) => onHide(layer, !isOn)}
                aria-label={`Show ${name.toLowerCase()} on the picture`}
              />
            </label>
            <ul className={classNames('grid', isHidden && 'opacity-50')}>
              {entries.map((entry) => {
                const isLit = lit?.layer === layer && lit.value === entry.value
                const light = () => onLit({ layer, value: entry.value, tagId: null })
                return (
                  <li
                    key={entry.value}
                    data-tag-value={entry.value}
                    onPointerEnter={light}
                    onPointerLeave={() => onLit(null)}
                    className={classNames(
                      '-mx-2 flex min-h-9 items-center rounded-lg pl-2 text-sm transition-colors',
                      isLit && 'bg-sunken',
                    )}
                  >
                    <button
                      type="button"
                      title={entry.value}
                      className="flex min-w-0 flex-1 items-center gap-2 py-1.5 text-left"
                      onFocus={light}
                      onBlur={() => onLit(null)}
                      onClick={light}
                    >
                      <span className="truncate">{entry.name}</span>
                      {entry.count > 1 && <span className="shrink-0 text-ink-faint">× {entry.count}</span>}
                      <span className="ml-auto shrink-0 text-ink-faint text-xs">
                        {entry.bestScore !== null && `${Math.round(entry.bestScore * 100)} %`}
                      </span>
                    </button>
                    <Link
                      href={`/photos?tag=${encodeURIComponent(entry.value)}`}
                      prefetch={false}
                      aria-label={`All photos with: ${entry.name}`}
                      title="All photos with this"
                      className="ml-1 grid size-9 shrink-0 place-items-center rounded-lg text-ink-faint hover:text-ink"
                    >
                      <Search aria-hidden className="size-4" />
                    </Link>
                  </li>
                )
              })}
            </ul>
          </section>
        )
      })}
      <p className="text-ink-faint text-xs">
        Found by Mapillary’s computer vision
        {hasScores ? '; the percentage is the highest score it gave.' : ', which gave no scores.'}
      </p>
    </div>
  )
}
