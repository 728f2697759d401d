import { useCallback, useMemo, useRef, useState } from 'react'
import {
  type Counted,
  isChosen,
  isChosenByRules,
  minus,
  plus,
  type Rule,
  type Totals,
} from '@/lib/imports/importable/choice'
import { type Filterable, type ImportableFilters, isSelectable, passesFilters } from '@/lib/imports/importable/filters'
import { withRule } from './rules'
import { type RuleTotals, useRuleTotals } from './use-rule-totals'

type Single = { isChosen: boolean; sequence: Counted }

export type SequenceChoice = ReturnType<typeof useChoice>

/**
 * Which sequences are chosen, also of those that were never loaded: rules choose all that pass some filters, `singles` are what was chosen
 * or left out against them. With Shift, the whole range from the last choice is chosen.
 */
export function useChoice({
  filters,
  selectable,
  rows,
}: {
  filters: ImportableFilters
  selectable: Totals | null // of those that pass the filters; null: not known yet
  rows: Counted[]
}) {
  const [rules, setRules] = useState<Rule[]>([])
  const [singles, setSingles] = useState<ReadonlyMap<string, Single>>(new Map())
  const last = useRef<string | null>(null)
  const byRules = useRuleTotals(rules, { filters, selectable })
  const choice = useMemo(
    () => ({ rules, singles: new Map([...singles].map(([key, single]) => [key, single.isChosen])) }),
    [rules, singles],
  )

  const toggle = (sequence: Counted, { isRange = false }: { isRange?: boolean } = {}) => {
    const isNowChosen = !isChosen(choice, sequence)
    const range = isRange && last.current ? between(rows, last.current, sequence) : [sequence]
    last.current = sequence.key
    const changed = new Map(singles)
    for (const each of range) changed.set(each.key, { isChosen: isNowChosen, sequence: each })
    setSingles(differingFrom(rules, changed))
  }

  const chooseAll = (isNowChosen: boolean) => {
    const changed = withRule(rules, { filters, isChosen: isNowChosen })
    setRules(changed)
    setSingles(
      differingFrom(changed, new Map([...singles].filter(([, { sequence }]) => !passesFilters(sequence, filters)))),
    )
  }

  const clear = () => {
    setRules([])
    setSingles(new Map())
  }

  const { chosen: totals, within } = corrected(byRules, singles, filters)
  const named = useMemo(() => {
    const loaded = [...rows, ...[...singles.values()].map(({ sequence }) => sequence)]
    return [...new Map(loaded.map((sequence) => [sequence.key, sequence])).values()].filter((sequence) =>
      isChosen(choice, sequence),
    )
  }, [rows, singles, choice])

  const has = useCallback((sequence: Filterable) => isChosen(choice, sequence), [choice])
  return { choice, totals, within, named, has, toggle, chooseAll, clear }
}

/** What is chosen in all, of what the rules choose. */
function corrected(
  { chosen, within }: RuleTotals,
  singles: ReadonlyMap<string, Single>,
  filters: ImportableFilters,
): RuleTotals {
  let corrections = { chosen, within }
  for (const { isChosen: isAdded, sequence } of singles.values())
    corrections = {
      chosen: (isAdded ? plus : minus)(corrections.chosen, sequence),
      within: corrections.within + (passesFilters(sequence, filters) ? (isAdded ? 1 : -1) : 0),
    }
  return corrections
}

/** Only what the rules do not say already. */
function differingFrom(rules: Rule[], singles: ReadonlyMap<string, Single>): ReadonlyMap<string, Single> {
  return new Map([...singles].filter(([, single]) => isChosenByRules(rules, single.sequence) !== single.isChosen))
}

function between(rows: Counted[], from: string, to: Counted): Counted[] {
  const [start, end] = [from, to.key].map((key) => rows.findIndex((row) => row.key === key)).sort((a, b) => a - b)
  if (start === undefined || end === undefined || start < 0) return [to]
  return rows.slice(start, end + 1).filter(isSelectable)
}
