import { useEffect, useMemo, useState } from 'react'
import type { Answers } from '@/components/answers/table'
import { apiFetch } from '@/components/api-fetch'
import type { Counted } from '@/lib/imports/importable/choice'
import { type ImportableFilters, toQuery } from '@/lib/imports/importable/filters'
import { unpackLine } from '@/lib/imports/importable/packed-line'

/** The lines of all sequences that pass the filters; the earlier ones until they are here. `version` changes with the list. */
export function useMapLines(filters: ImportableFilters, version: string): { lines: Counted[]; matching: number } {
  const url = `/api/importable-sequences/lines?${toQuery(filters)}&version=${version}`
  const [answer, setAnswer] = useState<Answers['ImportableLines'] | null>(null)
  useEffect(() => {
    let isStale = false
    apiFetch(url, 'ImportableLines').then(({ answer: fetched }) => {
      if (!isStale && fetched) setAnswer(fetched)
    })
    return () => {
      isStale = true
    }
  }, [url])
  const lines = useMemo(
    () =>
      answer?.lines.map(({ path, state, ...facts }) => ({ ...facts, here: { state }, line: unpackLine(path) })) ?? [],
    [answer],
  )
  return { lines, matching: answer?.matching ?? 0 }
}
