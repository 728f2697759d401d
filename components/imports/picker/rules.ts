import type { Rule } from '@/lib/imports/importable/choice'
import { toQuery } from '@/lib/imports/importable/filters'

/** The rules with one more, without those that it makes idle. */
export function withRule(rules: Rule[], rule: Rule): Rule[] {
  const query = toQuery(rule.filters)
  const earlier = query === '' ? [] : rules.filter(({ filters }) => toQuery(filters) !== query)
  const all = [...earlier, rule]
  const first = all.findIndex(({ isChosen }) => isChosen)
  return first < 0 ? [] : all.slice(first)
}
