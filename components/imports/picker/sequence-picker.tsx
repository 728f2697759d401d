'use client'

import { Filter } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { formatPlural } from '@/lib/format/number'
import type { Bbox } from '@/lib/geo/bbox'
import type { ImportableOverview } from '@/lib/imports/importable/importable-pages'
import type { PhotosToday } from '@/lib/imports/request/photos-today'
import { ChosenBar } from './chosen-bar'
import { FilterBar } from './filter-bar'
import type { ImportAction } from './import-form'
import { PickerList } from './picker-list'
import { PickerMap } from './picker-map'
import { useAddressFilters } from './use-address-filters'
import { useChoice } from './use-choice'
import { type FirstPage, useImportablePages } from './use-importable-pages'

/** The user's Mapillary sequences as a list and on a map, to choose from. The filters are in the address, the rows come as one scrolls. */
export function SequencePicker({
  overview,
  first,
  action,
  today,
  importsAtOnce,
}: {
  overview: ImportableOverview
  first: FirstPage
  action: ImportAction
  today: PhotosToday
  importsAtOnce: number // 0: all of them
}) {
  const { filters, change } = useAddressFilters()
  const { month, state, isInView } = filters
  const [view, setView] = useState<Bbox | null>(null)
  const [activeKey, setActiveKey] = useState<string | undefined>()
  const within = useMemo(() => ({ month, state, view: isInView ? view : null }), [month, state, isInView, view])
  const list = useImportablePages(first, within)
  const choice = useChoice({ filters: within, selectable: list.isPending ? null : list.selectable, rows: list.rows })

  return (
    <div className="grid grid-cols-1 gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] lg:items-start xl:grid-cols-[minmax(0,7fr)_minmax(0,6fr)]">
      <PickerMap
        month={month}
        state={state}
        version={overview.version}
        choice={choice}
        view={view}
        activeKey={activeKey}
        onActive={setActiveKey}
        onView={setView}
      />

      <div className="grid min-w-0 grid-cols-1 gap-4 pb-4">
        {today && <TodayNotice today={today} />}
        <FilterBar overview={overview} filters={filters} onChange={change} />
        {list.matching === 0 && !list.isPending ? (
          <EmptyState
            icon={Filter}
            title="No sequence passes these filters"
            action={<Button onClick={() => change({ month: '', state: 'all', isInView: false })}>Show all</Button>}
          />
        ) : (
          <PickerList
            list={list}
            total={overview.total}
            choice={choice}
            activeKey={activeKey}
            onActive={setActiveKey}
          />
        )}
      </div>

      {choice.totals.count > 0 && (
        <ChosenBar choice={choice} today={today} importsAtOnce={importsAtOnce} action={action} />
      )}
    </div>
  )
}

function TodayNotice({ today: { left, limit, isShared } }: { today: NonNullable<PhotosToday> }) {
  const whose = isShared ? 'everybody together can import' : 'you can import'
  return (
    <Notice tone={left === 0 ? 'warning' : 'info'} title={`${formatPlural(left, 'photo')} left today`}>
      Here {whose} {formatPlural(limit, 'photo')} a day. The limit resets at 00:00 UTC.
    </Notice>
  )
}
