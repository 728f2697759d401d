import { ArrowLeft } from 'lucide-react'
import Link from 'next/link'
import type { Ref } from 'react'
import { classNames } from '@/components/ui/class-names'
import { onPicture } from '@/components/viewer/picture/stage-button'
import { pathWith } from '@/lib/search/search-url'

/**
 * Out of the viewer to where one came from: the page before in the history, with its view and scroll. Who came by a link from elsewhere
 * gets to the result of the search or to the sequence.
 */
export function WayBack({
  ref,
  search,
  sequenceId,
}: {
  ref: Ref<HTMLAnchorElement>
  search: string
  sequenceId: string
}) {
  return (
    <Link
      ref={ref}
      href={search === '' ? `/sequences/${sequenceId}` : pathWith('/photos', new URLSearchParams(search))}
      prefetch={false}
      aria-label="Back"
      aria-keyshortcuts="Escape"
      title="Back (Esc)"
      className={classNames(
        'pointer-events-auto grid size-10 shrink-0 place-items-center rounded-full hover:bg-[#11140f]/90 focus-visible:outline-white',
        onPicture,
      )}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0 || !hasPageBefore()) return
        event.preventDefault()
        window.history.back()
      }}
    >
      <ArrowLeft aria-hidden className="size-5" />
    </Link>
  )
}

/** Whether one of our pages is before this one in the history; unknown counts as no. The log-in is no place to come back to. */
function hasPageBefore(): boolean {
  if (!('navigation' in window)) return false // Firefox before 147, Safari before 26.2
  const { currentEntry, entries } = window.navigation
  const url = entries.call(window.navigation)[(currentEntry?.index ?? 0) - 1]?.url
  return url !== undefined && url !== null && new URL(url).pathname !== '/login'
}
