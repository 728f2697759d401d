'use client'

import { X } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { WELCOMED_COOKIE } from '@/lib/model/welcome'

const ONE_YEAR_SECONDS = 31_536_000

/** For who comes as a stranger: what this is. It goes when one says so, has read more, or has walked through photos. */
export function Welcome() {
  const [isGone, setGone] = useState(false)
  if (isGone) return null
  return (
    <section aria-label="What this is" className="flex items-start gap-3 max-lg:low:hidden">
      <Picture className="w-16 shrink-0 rounded-lg lg:w-24" />
      <p className="min-w-0 flex-1 text-ink-muted text-xs lg:text-sm">
        Walk paths through the photos of those who were there, or keep your own from Mapillary safe.{' '}
        <Link href="/about" onClick={noteWelcomed} className="whitespace-nowrap text-link">
          What this is
        </Link>
      </p>
      <IconButton
        label="Hide what this is"
        size="small"
        className="-mt-1 -mr-1"
        onClick={() => {
          noteWelcomed()
          setGone(true)
        }}
      >
        <X aria-hidden />
      </IconButton>
    </section>
  )
}

/** Remembers that this browser needs no welcome any more. */
export function noteWelcomed(): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers that we support
  document.cookie = `${WELCOMED_COOKIE}=1; path=/; max-age=${ONE_YEAR_SECONDS}; samesite=lax`
}

/** A path into the hills, seen through the photos that were taken along it. */
function Picture({ className }: { className: string }) {
  return (
    <svg viewBox="0 0 96 64" aria-hidden="true" className={className}>
      <path d="M0 0h96v64H0z" className="fill-accent-soft" />
      <circle cx="74" cy="14" r="6" className="fill-viewpoint opacity-80" />
      <path d="M0 36 20 20l16 12 20-18 40 26v24H0z" className="fill-accent opacity-30" />
      <path d="M0 44c24-10 60-10 96-2v22H0z" className="fill-accent opacity-60" />
      <path d="M34 64c2-10 22-9 22-15 0-4-10-4-9-8l4 .4c0 3 14 3 14 8 0 6-15 6-14 14.6z" className="fill-surface" />
      <g className="fill-surface stroke-accent-strong" strokeWidth="1.5">
        <rect x="12" y="40" width="18" height="13" rx="2" />
        <rect x="64" y="32" width="14" height="10" rx="2" />
      </g>
      <g className="fill-accent-strong">
        <path d="m14.5 51 5-6 3.5 4 2-2 3 4z" />
        <path d="m66 40.5 4-4.5 2.5 3 1.5-1.5 2 3z" />
      </g>
    </svg>
  )
}
