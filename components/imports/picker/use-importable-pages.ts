import { useEffect, useRef, useState } from 'react'
import { apiFetch } from '@/components/api-fetch'
import { type ImportableFilters, newestFirst, toQuery } from '@/lib/imports/importable/filters'
import type { ImportablePage } from '@/lib/imports/importable/importable-pages'
import type { ImportableSequence } from '@/lib/imports/types'

/** The first part of the list, and the filters that it passed, as a query. */
export type FirstPage = { query: string; page: ImportablePage }

type Shown = FirstPage & { rows: ImportableSequence[]; next: string | null }

/** The rows that pass the filters as far as they have been scrolled to. `first` comes with the page; after other filters the earlier rows stay until the new ones are here. */
export function useImportablePages(first: FirstPage, filters: ImportableFilters) {
  const query = toQuery(filters)
  const [given, setGiven] = useState(first)
  const [shown, setShown] = useState<Shown>(() => startingWith(first))
  const [problem, setProblem] = useState<string | null>(null)
  const [tries, setTries] = useState(0)
  const asked = useRef<string | null>(null)

  const isGiven = query === first.query
  if (isGiven && (given !== first || shown.query !== query)) {
    setGiven(first)
    setShown(startingWith(first, shown))
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: a page that was rendered anew tells of other states, and one may try again
  useEffect(() => {
    setProblem(null)
    if (isGiven) return
    let isStale = false
    apiFetch(urlOf(query), 'ImportableSequences').then(({ answer, problem: why }) => {
      if (isStale) return
      setProblem(why)
      if (answer) setShown((before) => startingWith({ query, page: answer }, before))
    })
    return () => {
      isStale = true
    }
  }, [query, isGiven, first, tries])

  async function showMore() {
    const { query: of, next } = shown
    if (next === null || asked.current === `${of} ${next}`) return
    asked.current = `${of} ${next}`
    const { answer, problem: why } = await apiFetch(urlOf(of, next), 'ImportableSequences')
    setProblem(why)
    if (!answer) asked.current = null
    else
      setShown((before) =>
        before.query === of && before.next === next
          ? { ...before, rows: [...before.rows, ...answer.sequences], next: answer.next }
          : before,
      )
  }

  return {
    ...{ ...shown.page, rows: shown.rows, next: shown.next },
    ...{ isPending: shown.query !== query, problem, showMore, tryAgain: () => setTries((count) => count + 1) },
  }
}

function urlOf(query: string, after?: string): string {
  const params = new URLSearchParams(query)
  if (after !== undefined) params.set('after', after)
  return `/api/importable-sequences?${params}`
}

/** A first part, and what had been scrolled to after it. */
function startingWith({ query, page }: FirstPage, before?: Shown): Shown {
  const last = page.next === null ? undefined : page.sequences.at(-1)
  const later = before?.query === query && last ? before.rows.filter((row) => newestFirst(row, last) > 0) : []
  return {
    query,
    page,
    rows: [...page.sequences, ...later],
    next: before && later.length > 0 ? before.next : page.next,
  }
}
