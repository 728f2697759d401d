'use client'

import { Plus } from 'lucide-react'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { loginUrl } from '@/components/shell/login-url'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { photoPath } from '@/lib/photos/paths'
import type { PhotoDetailsFeature } from '@/lib/photos/types'
import type { MtpTag } from '@/lib/tags/types'
import { PeopleTag } from './people-tag'
import { RemovedTags } from './removed-tags'
import type { Draft, Tagging } from './use-tagging'

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
  isAsked: boolean // the user came back from the login to add one
  highlightedId: string | null
  onHighlight: (tag: MtpTag | null) => void
}) {
  const addButton = useRef<HTMLButtonElement>(null)
  const { draft, start } = tagging
  useStartOnce(isAsked && isLoggedIn, () => {
    addButton.current?.focus()
    start()
  })
  useFocusReturn(draft, addButton)
  return (
    <section aria-labelledby="people-tags" className="grid gap-2">
      <div className="flex min-h-9 items-center justify-between gap-3">
        <h2 id="people-tags" className="font-[550] text-sm">
          Added by people {tags.length > 0 && <span className="font-normal text-ink-faint">{tags.length}</span>}
        </h2>
        {isLoggedIn ? (
          <Button
            ref={addButton}
            size="small"
            aria-keyshortcuts="A"
            aria-disabled={draft !== null} // not `disabled`: the button keeps the focus until the editor takes it
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
        <TagList
          tags={tags}
          tagging={tagging}
          highlightedId={highlightedId}
          onHighlight={onHighlight}
          addButton={addButton}
        />
      )}
      {isLoggedIn && <RemovedTags key={photo.id} photoId={photo.id} onRestore={tagging.restore} />}
    </section>
  )
}

function TagList({
  tags,
  tagging,
  highlightedId,
  onHighlight,
  addButton,
}: {
  tags: MtpTag[]
  tagging: Tagging
  highlightedId: string | null
  onHighlight: (tag: MtpTag | null) => void
  addButton: RefObject<HTMLButtonElement | null>
}) {
  const [openId, setOpenId] = useState<string | null>(null)
  const sorted = tags.toSorted((a, b) => a.label.localeCompare(b.label, 'en') || a.id.localeCompare(b.id))
  return (
    <ul className="grid">
      {sorted.map((tag) => (
        <PeopleTag
          key={tag.id}
          tag={tag}
          isHighlighted={tag.id === highlightedId}
          isOpen={tag.id === openId}
          onHighlight={onHighlight}
          onToggle={() => setOpenId(tag.id === openId ? null : tag.id)}
          onChange={(byKeys) => tagging.start(tag, byKeys)}
          onRemove={() => {
            onHighlight(null)
            addButton.current?.focus()
            tagging.remove(tag)
          }}
        />
      ))}
    </ul>
  )
}

function useStartOnce(isWanted: boolean, start: () => void): void {
  const hasStarted = useRef(false)
  useEffect(() => {
    if (!isWanted || hasStarted.current) return
    hasStarted.current = true
    start()
  })
}

/** When the editor closes with the focus in it, the focus returns to the button that opened it. */
function useFocusReturn(draft: Draft | null, addButton: RefObject<HTMLButtonElement | null>): void {
  const opened = useRef<{ tagId: string | undefined } | null>(null)
  useEffect(() => {
    if (draft) {
      opened.current = { tagId: draft.tag?.id }
    } else if (opened.current) {
      const { tagId } = opened.current
      opened.current = null
      if (document.activeElement === document.body) focusOpener(tagId, addButton.current)
    }
  }, [draft, addButton])
}

function focusOpener(tagId: string | undefined, addButton: HTMLElement | null): void {
  const entry = tagId && document.querySelector(`[data-tag-entry="${CSS.escape(tagId)}"]`)
  const button = entry ? entry.querySelector<HTMLElement>('[data-change], button') : addButton
  button?.focus({ preventScroll: true })
}
