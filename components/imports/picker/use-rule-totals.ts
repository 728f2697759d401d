import { useEffect, useState } from 'react'
import { apiFetch } from '@/components/api-fetch'
import { NO_TOTALS, type Rule, type Totals } from '@/lib/imports/importable/choice'
import { type ImportableFilters, toQuery } from '@/lib/imports/importable/filters'

export type RuleTotals = { chosen: Totals; within: number }

const NOTHING: RuleTotals = { chosen: NO_TOTALS, within: 0 }

/** What rules choose, and how many of those that pass the filters; what they chose before until the server has counted. */
export function useRuleTotals(
  rules: Rule[],
  { filters, selectable }: { filters: ImportableFilters; selectable: Totals | null },
): RuleTotals {
  const query = toQuery(filters)
  const known = knownTotals(rules, query, selectable)
  const url = known
    ? null
    : `/api/importable-sequences/choice?rules=${encodeURIComponent(JSON.stringify(rules))}&${query}`
  const [counted, setCounted] = useState<RuleTotals>(NOTHING)
  if (known && known.chosen !== counted.chosen) setCounted(known)
  useEffect(() => {
    if (url === null) return
    let isStale = false
    apiFetch(url, 'ImportableChoice').then(({ answer }) => {
      if (!isStale && answer) setCounted(answer)
    })
    return () => {
      isStale = true
    }
  }, [url])
  return known ?? counted
}

/** Without rules, or with the one that chose all that are shown, nobody need be asked. */
function knownTotals(rules: Rule[], query: string, selectable: Totals | null): RuleTotals | null {
  const [only] = rules
  if (!only) return NOTHING
  if (rules.length > 1 || !selectable || toQuery(only.filters) !== query) return null
  return { chosen: selectable, within: selectable.count }
}
