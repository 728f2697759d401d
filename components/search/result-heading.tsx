'use client'

import { List, Map as MapIcon } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { SortChoice } from '@/components/search/filters/sort-choice'
import { LinkButton } from '@/components/ui/link-button'
import { formatPlural } from '@/lib/format/number'
import type { CountedPhotos } from '@/lib/search/count-facets'
import { pathWith, searchOf } from '@/lib/search/search-url'
import { useSearch } from './search-context'

type Counted = Pick<CountedPhotos, 'total' | 'isTotalExact'>

/** How many photos there are, their order, and the way to the other view of the same result. */
export function ResultHeading({ counted, hasOrder = true }: { counted: Counted | null; hasOrder?: boolean }) {
  const { params, isPending } = useSearch()
  const isMap = usePathname() === '/'
  return (
    <div className="flex flex-wrap items-center gap-2">
      <h2 id="result" tabIndex={-1} aria-live="polite" className="mr-auto font-semibold tabular-nums outline-none">
        {isPending ? <span className="text-ink-muted">Searching…</span> : describe(counted)}
      </h2>
      {hasOrder && <SortChoice className="min-w-40 max-w-44 flex-1" />}
      <LinkButton href={pathWith(isMap ? '/photos' : '/', searchOf(params))} prefetch={false} className="px-3!">
        {isMap ? <List aria-hidden /> : <MapIcon aria-hidden />}
        <span>
          <span className="sr-only">Show {isMap ? 'as' : 'on the'} </span>
          {isMap ? 'List' : 'Map'}
        </span>
      </LinkButton>
    </div>
  )
}

function describe(counted: Counted | null): string {
  if (counted === null) return 'Photos'
  const count = formatPlural(counted.total, 'photo')
  return counted.isTotalExact ? count : `About ${count}`
}
