'use client'

import { countsOf } from '@/components/search/facet-counts'
import { useSearch } from '@/components/search/search-context'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { formatDate } from '@/lib/format/date'
import { changed, toggled } from '@/lib/search/search-url'
import { Choices } from './choices'
import { FilterChip, FilterGroup } from './filter-chip'
import { useDraft } from './use-draft'

const PAUSE_MS = 700 // after which a chosen day counts
const SPANS = [
  { value: '30d', label: '30 days' },
  { value: '12m', label: '12 months' },
  { value: '3y', label: '3 years' },
]
const SEASONS = [
  { value: 'spring', label: 'Spring' },
  { value: 'summer', label: 'Summer' },
  { value: 'autumn', label: 'Autumn' },
  { value: 'winter', label: 'Winter' },
]

/** The time: a span up to today, a year, from day to day, seasons. */
export function WhenFilter({ hasSeasons = true }: { hasSeasons?: boolean }) {
  const { params, go, facets } = useSearch()
  const [since, from, to] = ['since', 'from', 'to'].map((name) => params.get(name) ?? '') as [string, string, string]
  const seasons = params.getAll('season')
  const year = from.slice(0, 4)
  const isWholeYear = from === `${year}-01-01` && to === `${year}-12-31`
  return (
    <FilterChip label="When" value={describeWhen({ since, from, to, year: isWholeYear ? year : null, seasons })}>
      <FilterGroup title="The last">
        <Choices
          choices={SPANS}
          chosen={[since]}
          onToggle={(span) => go(changed(params, { from: null, to: null, since: span === since ? null : span }))}
        />
      </FilterGroup>
      {facets && facets.year.length > 0 && (
        <FilterGroup title="Year">
          <Choices
            choices={facets.year.map(({ value, count }) => ({ value, label: value, count }))}
            chosen={isWholeYear ? [year] : []}
            onToggle={(one) =>
              go(
                changed(params, {
                  since: null,
                  from: isWholeYear && one === year ? null : `${one}-01-01`,
                  to: isWholeYear && one === year ? null : `${one}-12-31`,
                }),
              )
            }
          />
        </FilterGroup>
      )}
      <FilterGroup title="From day to day">
        <div className="grid grid-cols-2 gap-3">
          <DayField name="from" label="From" />
          <DayField name="to" label="To" />
        </div>
      </FilterGroup>
      {hasSeasons && <Seasons />}
    </FilterChip>
  )
}

function Seasons() {
  const { params, go, facets } = useSearch()
  const counts = countsOf(facets?.season)
  return (
    <FilterGroup title="Season">
      <Choices
        choices={SEASONS.map((season) => ({ ...season, count: counts.get(season.value) }))}
        chosen={params.getAll('season')}
        onToggle={(season) => go(toggled(params, 'season', season))}
      />
    </FilterGroup>
  )
}

function DayField({ name, label }: { name: 'from' | 'to'; label: string }) {
  const { params, go } = useSearch()
  const stored = params.get(name)?.slice(0, 10) ?? ''
  const draft = useDraft(stored, (day) => go(changed(params, { since: null, [name]: day })), { pauseMs: PAUSE_MS })
  return (
    <Field label={label}>
      {(control) => <Input {...control} {...draft} type="date" min="1970-01-01" max="2999-12-31" />}
    </Field>
  )
}

/** A date in words; what is none as it was given. */
function dayOf(moment: string): string {
  return Number.isNaN(Date.parse(moment)) ? moment : formatDate(moment)
}

function describeWhen({
  since,
  from,
  to,
  year,
  seasons,
}: {
  since: string
  from: string
  to: string
  year: string | null
  seasons: string[]
}): string | null {
  const span = SPANS.find(({ value }) => value === since)
  const days = year ?? (from && to ? 'Chosen days' : from ? `Since ${dayOf(from)}` : to ? `Until ${dayOf(to)}` : null)
  const time = span ? `Last ${span.label}` : days
  const season =
    seasons.length === 1 ? SEASONS.find(({ value }) => value === seasons[0])?.label : `${seasons.length} seasons`
  if (seasons.length === 0) return time
  return time === null ? (season ?? null) : `${time}, ${season?.toLowerCase()}`
}
