'use client'

import { X } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { type ComponentProps, type MouseEvent, useRef } from 'react'
import type { SearchPart } from '@/lib/search/filter'
import { changed, pathWith, withoutPart } from '@/lib/search/search-url'
import { useSearch } from './search-context'

/** The search in words; each part can be taken away. Ordinary links: they work before the scripts are there. */
export function SearchSentence({ parts }: { parts: SearchPart[] }) {
  const { params, go } = useSearch()
  const path = usePathname()
  const list = useRef<HTMLElement>(null)
  const removable = parts.filter((part) => part.params.length > 0)
  if (removable.length === 0) return null

  const follow = (next: URLSearchParams) => (event: MouseEvent<HTMLAnchorElement>) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    list.current?.focus() // the part that had the focus goes
    go(next)
  }
  const cleared = changed(
    params,
    Object.fromEntries(removable.flatMap((part) => part.params.map((name) => [name, null]))),
  )
  const everywhere = changed(params, { bbox: null })
  return (
    <section
      ref={list}
      tabIndex={-1}
      aria-label="This search"
      className="flex flex-wrap items-center gap-x-1.5 gap-y-2 text-sm leading-none outline-none"
    >
      {parts.map((part) =>
        part.params.length === 0 ? (
          <span key={part.text}>{part.text}</span>
        ) : (
          <Link
            key={`${part.params} ${part.value ?? ''}`}
            href={pathWith(path, withoutPart(params, part))}
            onClick={follow(withoutPart(params, part))}
            scroll={false}
            prefetch={false}
            aria-label={`Remove: ${part.text}`}
            className="inline-flex min-h-7 items-center gap-1 rounded-full bg-accent-soft py-1 pr-1.5 pl-2.5 font-[550] text-accent-strong hover:bg-danger-soft hover:text-danger"
          >
            <bdi className="leading-snug [overflow-wrap:anywhere]">{part.text}</bdi>
            <X aria-hidden className="size-3.5 shrink-0" />
          </Link>
        ),
      )}
      {removable.some((part) => part.params.includes('bbox')) && (
        <ChangeLink href={pathWith(path, everywhere)} onClick={follow(everywhere)}>
          Everywhere
        </ChangeLink>
      )}
      {removable.length > 1 && (
        <ChangeLink href={pathWith(path, cleared)} onClick={follow(cleared)}>
          Clear all
        </ChangeLink>
      )}
    </section>
  )
}

function ChangeLink(link: Pick<ComponentProps<typeof Link>, 'href' | 'onClick' | 'children'>) {
  return <Link {...link} scroll={false} prefetch={false} className="inline-flex min-h-7 items-center px-1 text-link" />
}
