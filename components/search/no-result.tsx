'use client'

import { SearchX } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { EmptyState } from '@/components/ui/empty-state'
import type { SearchPart } from '@/lib/search/filter'
import { narrowing, pathWith, withoutPart } from '@/lib/search/search-url'
import { useSearch } from './search-context'

/** No photo fits: the parts that would bring some back, each to be taken away with one press. */
export function NoResult({ blockingFilters }: { blockingFilters: SearchPart[] }) {
  const { params } = useSearch()
  const path = usePathname()
  return (
    <EmptyState
      icon={SearchX}
      title="No photo fits all of this"
      className="border-none! px-2! py-8!"
      action={
        <Link href={path} className="text-link text-sm">
          Start over
        </Link>
      }
    >
      {blockingFilters.length === 0 ? (
        <p>
          {narrowing(params).size > 1
            ? 'Take away two or more parts of the search: no single one of them is the reason.'
            : 'There is none like this yet.'}
        </p>
      ) : (
        <>
          <p>There are some without one of these:</p>
          <ul className="mt-3 flex flex-wrap justify-center gap-2">
            {blockingFilters.map((part) => (
              <li key={part.text}>
                <Link
                  href={pathWith(path, withoutPart(params, part))}
                  prefetch={false}
                  className="inline-flex min-h-9 items-center rounded-2xl border border-line-strong/60 bg-surface px-3.5 py-1.5 font-[550] text-ink leading-snug hover:bg-sunken"
                >
                  Search without “{part.text}”
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </EmptyState>
  )
}
