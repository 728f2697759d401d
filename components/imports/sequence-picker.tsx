'use client'

import { Filter } from 'lucide-react'
import { usePathname, useSearchParams } from 'next/navigation'
import { useMemo, useState } from 'react'
import { LinesMap } from '@/components/map/base/lines-map'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { formatPlural } from '@/lib/format/number'
import type { PhotosToday } from '@/lib/imports/request/photos-today'
import type { ImportableSequence } from '@/lib/imports/types'
import { ChosenBar } from './chosen-bar'
import { FilterBar } from './filter-bar'
import type { ImportAction } from './import-form'
import {
  type Bbox,
  filterImportable,
  type ImportableFilters,
  isSelectable,
  parseFilters,
  toQuery,
} from './importable-filters'
import { PickerList } from './picker-list'
import { useSelection } from './use-selection'

/** The user's Mapillary sequences as a list and on a map, to choose from. The filters are in the address. */
export function SequencePicker({
  sequences,
  action,
  today,
  importsAtOnce,
}: {
  sequences: ImportableSequence[]
  action: ImportAction
  today: PhotosToday
  importsAtOnce: number // 0: all of them
}) {
  const { filters, change } = useAddressFilters()
  const [view, setView] = useState<Bbox | null>(null)
  const [activeKey, setActiveKey] = useState<string | undefined>()

  // The map ignores the filter by its own view: otherwise it could only lose sequences.
  const { month, state } = filters
  const onMap = useMemo(
    () => filterImportable(sequences, { month, state, isInView: false }, null),
    [sequences, month, state],
  )
  const shown = filterImportable(onMap, filters, view)
  const selection = useSelection(shown)
  const chosen = sequences.filter(({ key }) => selection.keys.has(key))
  const lines = useMemo(
    () =>
      onMap.map((sequence) => ({
        key: sequence.key,
        line: sequence.line,
        selected: selection.keys.has(sequence.key),
        active: isSelectable(sequence),
      })),
    [onMap, selection.keys],
  )

  return (
    <div className="grid grid-cols-1 gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] lg:items-start xl:grid-cols-[minmax(0,7fr)_minmax(0,6fr)]">
      <Card className="relative h-64 overflow-hidden sm:h-80 lg:sticky lg:top-[calc(var(--header-height)+1.25rem)] lg:order-2 lg:h-[max(24rem,calc(100dvh-var(--header-height)-13.5rem))]">
        <LinesMap
          lines={lines}
          highlighted={activeKey}
          onHighlight={setActiveKey}
          onToggle={(key) => {
            const clicked = sequences.find((sequence) => sequence.key === key)
            if (clicked && isSelectable(clicked)) selection.toggle(key)
          }}
          onView={setView}
        />
      </Card>

      <div className="grid min-w-0 grid-cols-1 gap-4 pb-4">
        {today && <TodayNotice today={today} />}
        <FilterBar sequences={sequences} filters={filters} onChange={change} />
        {shown.length === 0 ? (
          <EmptyState
            icon={Filter}
            title="No sequence passes these filters"
            action={<Button onClick={() => change({ month: '', state: 'all', isInView: false })}>Show all</Button>}
          />
        ) : (
          <PickerList
            shown={shown}
            total={sequences.length}
            selection={selection}
            activeKey={activeKey}
            onActive={setActiveKey}
          />
        )}
      </div>

      {chosen.length > 0 && (
        <ChosenBar
          chosen={chosen}
          today={today}
          importsAtOnce={importsAtOnce}
          action={action}
          onClear={selection.clear}
        />
      )}
    </div>
  )
}

function useAddressFilters() {
  const pathname = usePathname()
  const filters = parseFilters(useSearchParams())
  const change = (changed: Partial<ImportableFilters>) => {
    const query = toQuery({ ...filters, ...changed })
    window.history.replaceState(null, '', query ? `${pathname}?${query}` : pathname)
  }
  return { filters, change }
}

function TodayNotice({ today: { left, limit, isShared } }: { today: NonNullable<PhotosToday> }) {
  const whose = isShared ? 'everybody together can import' : 'you can import'
  return (
    <Notice tone={left === 0 ? 'warning' : 'info'} title={`${formatPlural(left, 'photo')} left today`}>
      Here {whose} {formatPlural(limit, 'photo')} a day. The limit resets at 00:00 UTC.
    </Notice>
  )
}
