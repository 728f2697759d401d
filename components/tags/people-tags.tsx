'use client'

import { Pencil, Plus, Search, Trash2 } from 'lucide-react'
import Link from 'next/link'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { loginUrl } from '@/components/shell/login-url'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { IconButton } from '@/components/ui/icon-button'
import { LinkButton } from '@/components/ui/link-button'
import { formatDate } from '@/lib/format/date'
import { photoPath } from '@/lib/photos/paths'
import type { PhotoDetailsFeature } from '@/lib/photos/types'
import type { MtpTag } from '@/lib/tags/types'
import { RemovedTags } from './removed-tags'
import type { Tagging } from './use-tagging'

const TagHistory = lazy(() => import('./tag-history'))

/** The tags that people gave the photo, and the way to add, change and remove them. */
export function PeopleTags({
  photo,
  tags,
  tagging,
  isLoggedIn,
  isAsked,
  highlightedId,
  onHighlight,
}: {
  photo: PhotoDetailsFeature
  tags: MtpTag[]
  tagging: Tagging
  isLoggedIn: boolean
  isAsked: boolean // one came back from the login to add one
  highlightedId: string | null
  onHighlight: (tag: MtpTag | null) => void
}) {
  const add = useRef<HTMLButtonElement>(null)
  const [openId, setOpenId] = useState<string | null>(null)
  const hasAsked = useRef(false)
  const { start } = tagging
  useEffect(() => {
    if (!isAsked || !isLoggedIn || hasAsked.current) return
    hasAsked.current = true
    add.current?.focus()
    start()
  })
  const left = useRef<{ tagId: string | undefined } | null>(null)
  const { draft } = tagging
  useEffect(() => {
    if (draft) {
      left.current = { tagId: draft.tag?.id }
    } else if (left.current) {
      const { tagId } = left.current
      left.current = null
      if (document.activeElement === document.body) focusAgain(tagId, add.current)
    }
  }, [draft])
  const listed = tags.toSorted((a, b) => a.label.localeCompare(b.label, 'en') || a.id.localeCompare(b.id))
  return (
    <section aria-labelledby="people-tags" className="grid gap-2">
      <div className="flex min-h-9 items-center justify-between gap-3">
        <h2 id="people-tags" className="font-[550] text-sm">
          Added by people {tags.length > 0 && <span className="font-normal text-ink-faint">{tags.length}</span>}
        </h2>
        {isLoggedIn ? (
          <Button
            ref={add}
            size="small"
            aria-keyshortcuts="A"
            aria-disabled={draft !== null} // it keeps the focus until the editor takes it
            onClick={(event) => !draft && start(null, event.detail === 0)}
          >
            <Plus aria-hidden /> Add a tag
          </Button>
        ) : (
          <LinkButton size="small" prefetch={false} href={loginUrl(`${photoPath(photo.id)}?mark=tag`)}>
            Log in to add tags
          </LinkButton>
        )}
      </div>
      {tags.length === 0 ? (
        <p className="text-ink-muted text-sm">
          Nobody has tagged anything yet. A bench, a stile, gravel: what you see helps others to find this path.
        </p>
      ) : (
        <ul className="grid">
          {listed.map((tag) => (
            <li
              key={tag.id}
              data-tag-entry={tag.id}
              onPointerEnter={() => onHighlight(tag)}
              onPointerLeave={() => onHighlight(null)}
              className={classNames(
                '-mx-2 flex min-h-9 flex-wrap items-center rounded-lg pl-2 text-sm transition-colors',
                tag.id === highlightedId && 'bg-sunken',
              )}
            >
              <button
                type="button"
                title={tag.type}
                aria-expanded={tag.id === openId}
                className="flex min-w-0 flex-1 items-center gap-2.5 py-1.5 text-left"
                onFocus={() => onHighlight(tag)}
                onBlur={() => onHighlight(null)}
                onClick={() => {
                  onHighlight(tag)
                  setOpenId(tag.id === openId ? null : tag.id)
                }}
              >
                <span
                  aria-hidden="true"
                  className="size-3 shrink-0 rounded-[0.25rem] border border-ink/30"
                  style={{ background: tag.colour }}
                />
                <span className="truncate">{tag.label}</span>
                <span className="ml-auto max-w-[45%] shrink-0 truncate text-ink-faint text-xs">by {tag.author}</span>
              </button>
              <span className="flex shrink-0">
                {tag.mayEdit && (
                  <IconButton
                    data-change
                    label={`Change the tag ${tag.label}`}
                    size="small"
                    onClick={(event) => start(tag, event.detail === 0)}
                  >
                    <Pencil aria-hidden />
                  </IconButton>
                )}
                {tag.mayRemove && (
                  <IconButton
                    label={`Remove the tag ${tag.label}`}
                    size="small"
                    onClick={() => {
                      onHighlight(null)
                      add.current?.focus()
                      tagging.remove(tag)
                    }}
                  >
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
              {tag.id === openId && (
                <div className="basis-full pt-0.5 pr-2 pb-2.5 pl-5.5 text-ink-muted text-xs">
                  {tag.mayRemove ? (
                    <Suspense fallback={<p>One moment…</p>}>
                      <TagHistory tag={tag} />
                    </Suspense>
                  ) : (
                    <p>
                      Added on {formatDate(tag.createdAt)}
                      {tag.changedAt !== tag.createdAt && `, changed on ${formatDate(tag.changedAt)}`}
                    </p>
                  )}
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {isLoggedIn && <RemovedTags key={photo.id} photoId={photo.id} onRestore={tagging.restore} />}
    </section>
  )
}

/** The focus goes back to where the editor was opened, when it was in the editor that has closed. */
function focusAgain(tagId: string | undefined, add: HTMLElement | null): void {
  const entry = tagId && document.querySelector(`[data-tag-entry="${CSS.escape(tagId)}"]`)
  const button = entry ? entry.querySelector<HTMLElement>('[data-change], button') : add
  button?.focus({ preventScroll: true })
}
