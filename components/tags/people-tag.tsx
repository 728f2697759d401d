import { Pencil, Search, Trash2 } from 'lucide-react'
import Link from 'next/link'
import { lazy, Suspense } from 'react'
import { classNames } from '@/components/ui/class-names'
import { IconButton } from '@/components/ui/icon-button'
import { TimeAgo } from '@/components/ui/time-ago'
import { SOMEBODY_GONE } from '@/lib/model/people/personal-data'
import type { MtpTag } from '@/lib/tags/types'

const TagHistory = lazy(() => import('./tag-history'))

/** One tag in the list: its type and author, what the user may do with it, and its history when it is open. */
export function PeopleTag({
  tag,
  isHighlighted,
  isOpen,
  onHighlight,
  onToggle,
  onChange,
  onRemove,
}: {
  tag: MtpTag
  isHighlighted: boolean
  isOpen: boolean
  onHighlight: (tag: MtpTag | null) => void
  onToggle: () => void
  onChange: (byKeys: boolean) => void
  onRemove: () => void
}) {
  return (
    <li
      data-tag-entry={tag.id}
      onPointerEnter={() => onHighlight(tag)}
      onPointerLeave={() => onHighlight(null)}
      className={classNames(
        '-mx-2 flex min-h-9 flex-wrap items-center rounded-lg pl-2 text-sm transition-colors',
        isHighlighted && 'bg-sunken',
      )}
    >
      <button
        type="button"
        data-reads
        title={tag.type}
        aria-expanded={isOpen}
        className="flex min-w-0 flex-1 items-center gap-2.5 py-1.5 text-left"
        onFocus={() => onHighlight(tag)}
        onBlur={() => onHighlight(null)}
        onClick={() => {
          onHighlight(tag)
          onToggle()
        }}
      >
        <span
          aria-hidden="true"
          className="size-3 shrink-0 rounded-[0.25rem] border border-ink/30"
          style={{ background: tag.colour }}
        />
        <bdi className="truncate">{tag.label}</bdi>
        <span className="ml-auto max-w-[45%] shrink-0 truncate text-ink-faint text-xs">
          by <bdi>{tag.author ?? SOMEBODY_GONE}</bdi>
        </span>
      </button>
      <TagActions tag={tag} onChange={onChange} onRemove={onRemove} />
      {isOpen && <TagDetails tag={tag} />}
    </li>
  )
}

function TagActions({
  tag,
  onChange,
  onRemove,
}: {
  tag: MtpTag
  onChange: (byKeys: boolean) => void
  onRemove: () => void
}) {
  return (
    <span className="flex shrink-0">
      {tag.mayEdit && (
        <IconButton
          data-change
          label={`Change the tag ${tag.label}`}
          size="small"
          onClick={(event) => onChange(event.detail === 0)}
        >
          <Pencil aria-hidden />
        </IconButton>
      )}
      {tag.mayRemove && (
        <IconButton label={`Remove the tag ${tag.label}`} size="small" onClick={onRemove}>
          <Trash2 aria-hidden />
        </IconButton>
      )}
      <Link
        href={`/photos?tag=${encodeURIComponent(tag.type)}`}
        prefetch={false}
        aria-label={`All photos with: ${tag.label}`}
        title="All photos with this"
        className="grid size-8 place-items-center rounded-lg text-ink-faint hover:text-ink"
      >
        <Search aria-hidden className="size-4" />
      </Link>
    </span>
  )
}

function TagDetails({ tag }: { tag: MtpTag }) {
  return (
    <div className="basis-full pt-0.5 pr-2 pb-2.5 pl-5.5 text-ink-muted text-xs">
      {tag.mayRemove ? (
        <Suspense fallback={<p>One moment…</p>}>
          <TagHistory tag={tag} />
        </Suspense>
      ) : (
        <p>
          Added <TimeAgo moment={tag.createdAt} />
          {tag.changedAt !== tag.createdAt && (
            <>
              , changed <TimeAgo moment={tag.changedAt} />
            </>
          )}
        </p>
      )}
    </div>
  )
}
