'use client'

import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { createContext, type ReactNode, use, useMemo, useOptimistic, useTransition } from 'react'
import { pathWith } from '@/lib/search/search-url'
import type { SearchFacets } from './types'

export type Search = {
  /** The query as it will be when the page has followed; changes at once. */
  params: URLSearchParams
  /** The page still shows the result of an earlier query. */
  isPending: boolean
  /** Goes to the same page with another query; `replace` leaves no step in the history. */
  go: (next: URLSearchParams, options?: { replace?: boolean }) => void
  /** Counts to choose from; null: not known now. */
  facets: SearchFacets | null
  isLoggedIn: boolean
}

const SearchContext = createContext<Search | null>(null)

/** The search of a page: the address holds it, every part of the page reads and changes it here. */
export function SearchProvider({
  facets,
  isLoggedIn,
  children,
}: Pick<Search, 'facets' | 'isLoggedIn'> & { children: ReactNode }) {
  const router = useRouter()
  const path = usePathname()
  const address = useSearchParams().toString()
  const [isPending, startTransition] = useTransition()
  const [query, setQuery] = useOptimistic(address)
  const search = useMemo((): Search => {
    const go: Search['go'] = (next, { replace = false } = {}) =>
      startTransition(() => {
        setQuery(next.toString())
        // The map keeps its position behind the #.
        router[replace ? 'replace' : 'push'](pathWith(path, next) + location.hash, { scroll: false })
      })
    return { params: new URLSearchParams(query), isPending, go, facets, isLoggedIn }
  }, [query, isPending, facets, isLoggedIn, path, router, setQuery])
  return <SearchContext value={search}>{children}</SearchContext>
}

export function useSearch(): Search {
  const search = use(SearchContext)
  if (!search) throw new Error('There is no SearchProvider around this component')
  return search
}
