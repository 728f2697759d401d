import { Select } from '@/components/ui/form/select'
import { Switch } from '@/components/ui/form/switch'
import { formatMonth } from '@/lib/format/date'
import { formatCount } from '@/lib/format/number'
import { STATE_FILTERS, type StateFilter } from '@/lib/imports/importable/filters'
import type { ImportableOverview } from '@/lib/imports/importable/importable-pages'
import type { AddressFilters } from './use-address-filters'

const STATE_FILTER_WORDS: Record<StateFilter, string> = {
  all: 'In any state',
  new: 'Not imported yet',
  here: 'Imported or importing',
  failed: 'Failed or cancelled',
  taken: 'Imported by someone else',
}

/** Month, state and place. */
export function FilterBar({
  overview: { total, months },
  filters,
  onChange,
}: {
  overview: ImportableOverview
  filters: AddressFilters
  onChange: (change: Partial<AddressFilters>) => void
}) {
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Select
        aria-label="Month"
        value={filters.month}
        onChange={(event) => onChange({ month: event.target.value })}
        className="min-w-40 flex-1 sm:flex-none"
      >
        <option value="">All months ({formatCount(total)})</option>
        {months.map(({ month, count }) => (
          <option key={month} value={month}>
            {month === 'unknown' ? 'Date unknown' : formatMonth(month)} ({formatCount(count)})
          </option>
        ))}
      </Select>
      <Select
        aria-label="State"
        value={filters.state}
        onChange={(event) => {
          const state = STATE_FILTERS.find((candidate) => candidate === event.target.value)
          if (state) onChange({ state })
        }}
        className="min-w-40 flex-1 sm:flex-none"
      >
        {STATE_FILTERS.map((state) => (
          <option key={state} value={state}>
            {STATE_FILTER_WORDS[state]}
          </option>
        ))}
      </Select>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the switch inside is a button with a name */}
      <label className="flex cursor-pointer items-center gap-2.5 text-sm">
        <Switch checked={filters.isInView} onCheckedChange={(isInView) => onChange({ isInView })} />
        Only those in the map's view
      </label>
    </div>
  )
}
