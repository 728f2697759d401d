'use client'

import { Check, Mountain, X } from 'lucide-react'
import Link from 'next/link'
import { useEffect, useRef } from 'react'
import { loginUrl } from '@/components/shell/login-url'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { TimeAgo } from '@/components/ui/time-ago'
import { formatCount, formatPlural } from '@/lib/format/number'
import { SOMEBODY_GONE } from '@/lib/model/people/personal-data'
import type { Mark } from '@/lib/photos/list-marks'
import { photoPath } from '@/lib/photos/paths'
import type { PhotoDetailsFeature } from '@/lib/photos/types'

/** How many find this photo worth the trip, and the viewer's own word on it: yes, no, or nothing. */
export function ViewpointControl({
  photo,
  isLoggedIn,
  isAsked,
  failure,
  onMark,
}: {
  photo: PhotoDetailsFeature
  isLoggedIn: boolean
  isAsked: boolean // one came back from the login to mark it
  failure: string | null
  onMark: (value: boolean | null) => void
}) {
  const { viewpointCount, ownMark, ownMarkedAt, isOwner } = photo.properties
  const mark = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isAsked) mark.current?.focus()
  }, [isAsked])

  return (
    <section aria-label="Viewpoint" className="grid gap-3">
      <p className="flex items-baseline gap-2" data-viewpoint-count={viewpointCount}>
        <Mountain aria-hidden className="size-5 self-center text-viewpoint" />
        {viewpointCount > 0 && <span className="font-[650] text-xl">{formatCount(viewpointCount)}</span>}
        <span className="text-ink-muted text-sm">{wordsFor(viewpointCount)}</span>
      </p>
      {isOwner ? (
        <Marks marks={photo.properties.marks ?? []} />
      ) : isLoggedIn ? (
        <>
          <div className="grid grid-cols-2 gap-2">
            <Button
              ref={mark}
              look={ownMark === true ? 'viewpoint' : 'secondary'}
              aria-pressed={ownMark === true}
              aria-keyshortcuts="V"
              className={classNames(
                isAsked && ownMark === null && 'ring-2 ring-viewpoint ring-offset-2 ring-offset-paper',
              )}
              onClick={() => onMark(true)}
            >
              {ownMark === true ? <Check aria-hidden /> : <Mountain aria-hidden />} Viewpoint
            </Button>
            <Button
              look={ownMark === false ? 'chosen' : 'secondary'}
              aria-pressed={ownMark === false}
              onClick={() => onMark(false)}
            >
              <X aria-hidden /> Not a viewpoint
            </Button>
          </div>
          <p className="flex min-h-5 items-center gap-2 text-ink-muted text-sm">
            {ownMark === null ? (
              'Worth the trip? Your mark counts once.'
            ) : (
              <>
                {ownMark ? 'You marked this as a viewpoint' : 'You marked this as not a viewpoint'}
                {ownMarkedAt && (
                  <>
                    {' '}
                    <TimeAgo moment={ownMarkedAt} />
                  </>
                )}
                .
                <button
                  type="button"
                  className="text-link"
                  onClick={() => {
                    mark.current?.focus() // this button goes
                    onMark(null)
                  }}
                >
                  Undo
                </button>
              </>
            )}
          </p>
        </>
      ) : (
        <LinkButton prefetch={false} href={loginUrl(`${photoPath(photo.id)}?mark=viewpoint`)}>
          <Mountain aria-hidden /> Log in to mark this viewpoint
        </LinkButton>
      )}
      {failure && <Notice tone="danger">{failure}</Notice>}
      <span className="sr-only" aria-live="polite">
        {formatPlural(viewpointCount, 'viewpoint mark')}
      </span>
    </section>
  )
}

function wordsFor(viewpointCount: number): string {
  if (viewpointCount === 0) return 'Nobody has marked this as worth the trip yet'
  return viewpointCount === 1 ? 'person finds this worth the trip' : 'people find this worth the trip'
}

/** For the owner: who marked the photo, and when. */
function Marks({ marks }: { marks: Mark[] }) {
  if (marks.length === 0) {
    return <p className="text-ink-muted text-sm">You cannot mark your own photos.</p>
  }
  return (
    <details className="text-sm">
      <summary className="text-ink-muted">Who marked it (only you see this)</summary>
      <ul className="mt-2 grid max-h-56 gap-1.5 overflow-y-auto">
        {marks.map(({ username, markedAt }) => (
          <li key={`${username} ${markedAt}`} className="flex justify-between gap-3">
            {username === null ? (
              <span>{SOMEBODY_GONE}</span>
            ) : (
              <Link className="truncate text-link" href={`/users/${encodeURIComponent(username)}`} prefetch={false}>
                <bdi>{username}</bdi>
              </Link>
            )}
            <span className="shrink-0 text-ink-muted">
              <TimeAgo moment={markedAt} />
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
