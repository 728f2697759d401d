'use client'

import { Filter } from 'lucide-react'
import { usePathname, useSearchParams } from 'next/navigation'
import { useMemo, useState } from 'react'
import { LinesMap } from '@/components/map/base/lines-map'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog } from '@/components/ui/dialog'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { formatLength, formatPlural } from '@/lib/format/number'
import type { PhotosToday } from '@/lib/imports/request/photos-today'
import type { ImportableSequence } from '@/lib/imports/types'
import { FilterBar } from './filter-bar'
import { type ImportAction, ImportForm } from './import-form'
import {
  type Bbox,
  filterSequences,
  isSelectable,
  parseFilters,
  type SequenceFilters,
  toQuery,
} from './sequence-filters'
import { SequenceRow } from './sequence-row'
import { useSelection } from './use-selection'

/** The user's Mapillary sequences as a list and on a map, to choose from. Filters stand in the address bar. */
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
  const pathname = usePathname()
  const filters = parseFilters(useSearchParams())
  const [view, setView] = useState<Bbox | null>(null)
  const [active, setActive] = useState<string | undefined>()

  // The map shows what the other filters leave, so that its view can filter once more.
  const { month, state } = filters
  const onMap = useMemo(
    () => filterSequences(sequences, { month, state, isInView: false }, null),
    [sequences, month, state],
  )
  const shown = filterSequences(onMap, filters, view)
  const selection = useSelection(shown)
  const selectable = shown.filter(isSelectable)
  const chosenOfShown = selectable.filter(({ key }) => selection.keys.has(key)).length
  const chosen = sequences.filter(({ key }) => selection.keys.has(key))
  const tooMany = today === null ? 0 : Math.max(0, countNewPhotos(chosen) - today.left)

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

  const change = (changed: Partial<SequenceFilters>) => {
    const query = toQuery({ ...filters, ...changed })
    window.history.replaceState(null, '', query ? `${pathname}?${query}` : pathname)
  }

  return (
    <div className="grid grid-cols-1 gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] lg:items-start xl:grid-cols-[minmax(0,7fr)_minmax(0,6fr)]">
      <Card className="relative h-64 overflow-hidden sm:h-80 lg:sticky lg:top-[calc(var(--header-height)+1.25rem)] lg:order-2 lg:h-[max(24rem,calc(100dvh-var(--header-height)-13.5rem))]">
        <LinesMap
          lines={lines}
          highlighted={active}
          onHighlight={setActive}
          onToggle={(key) => {
            const clicked = sequences.find((sequence) => sequence.key === key)
            if (clicked && isSelectable(clicked)) selection.toggle(key)
          }}
          onView={setView}
        />
      </Card>

      <div className="grid min-w-0 grid-cols-1 gap-4 pb-4">
        {today && today.left < countNewPhotos(sequences) && <TodayNotice today={today} />}
        <FilterBar sequences={sequences} filters={filters} onChange={change} />
        {shown.length === 0 ? (
          <EmptyState
            icon={Filter}
            title="No sequence passes these filters"
            action={<Button onClick={() => change({ month: '', state: 'all', isInView: false })}>Show all</Button>}
          />
        ) : (
          <Card className="overflow-hidden">
            <div className="flex items-center gap-3 border-b px-3 py-2.5 text-sm sm:gap-4 sm:px-4">
              <Checkbox
                aria-label="Choose all shown"
                disabled={selectable.length === 0}
                checked={selectable.length > 0 && chosenOfShown === selectable.length}
                ref={(box) => {
                  if (box) box.indeterminate = chosenOfShown > 0 && chosenOfShown < selectable.length
                }}
                onChange={(event) =>
                  selection.set(
                    selectable.map(({ key }) => key),
                    event.target.checked,
                  )
                }
              />
              <span className="text-ink-muted">
                {shown.length === sequences.length
                  ? formatPlural(shown.length, 'sequence')
                  : `${shown.length} of ${formatPlural(sequences.length, 'sequence')}`}
              </span>
            </div>
            <ul aria-label="Your sequences on Mapillary" className="divide-y divide-line">
              {shown.map((sequence) => (
                <SequenceRow
                  key={sequence.key}
                  sequence={sequence}
                  isSelected={selection.keys.has(sequence.key)}
                  isActive={active === sequence.key}
                  onToggle={(options) => selection.toggle(sequence.key, options)}
                  onActive={(isActive) => setActive(isActive ? sequence.key : undefined)}
                />
              ))}
            </ul>
          </Card>
        )}
      </div>

      {chosen.length > 0 && (
        <section
          aria-label="Chosen"
          className="sticky bottom-4 z-30 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-card border bg-surface px-4 py-3 shadow-floating lg:order-3 lg:col-span-2"
        >
          <p role="status" className="mr-auto text-sm">
            <strong className="font-semibold">{formatPlural(chosen.length, 'sequence')} chosen</strong>
            <span className="text-ink-muted">
              {' '}
              · {formatPlural(sum(chosen, 'photoCount'), 'photo')} · {formatLength(sum(chosen, 'lengthMeters'))}
            </span>
            {tooMany > 0 && (
              <span id="too-many" className="mt-0.5 block text-danger">
                {formatPlural(tooMany, 'photo')} more than can be imported today.
              </span>
            )}
          </p>
          <Button look="quiet" onClick={selection.clear}>
            Clear
          </Button>
          <Dialog
            title={chosen.length === 1 ? 'Import this sequence' : `Import ${chosen.length} sequences`}
            description={describe(chosen.length, importsAtOnce)}
            trigger={
              <Button look="primary" disabled={tooMany > 0} {...(tooMany > 0 && { 'aria-describedby': 'too-many' })}>
                Import…
              </Button>
            }
            className="sm:w-[34rem]!"
          >
            <ImportForm sequences={chosen} action={action} />
          </Dialog>
        </section>
      )}
    </div>
  )
}

function sum(sequences: ImportableSequence[], what: 'photoCount' | 'lengthMeters'): number {
  return sequences.reduce((total, sequence) => total + sequence[what], 0)
}

/** Those that failed or were cancelled were counted when they were asked for. */
function countNewPhotos(chosen: ImportableSequence[]): number {
  return sum(
    chosen.filter(({ here }) => here.state === 'new'),
    'photoCount',
  )
}

function describe(count: number, importsAtOnce: number): string {
  if (count === 1) return 'Say something about it, or start right away.'
  const words = 'What you say here goes for all of them.'
  if (importsAtOnce === 0 || count <= importsAtOnce) return words
  return `${words} ${importsAtOnce} of your imports run at once, the others wait in line.`
}

function TodayNotice({ today: { left, limit, isShared } }: { today: NonNullable<PhotosToday> }) {
  const whose = isShared ? 'everybody together can import' : 'you can import'
  return (
    <Notice tone={left === 0 ? 'warning' : 'info'} title={`${formatPlural(left, 'photo')} left today`}>
      Here {whose} {formatPlural(limit, 'photo')} a day. The limit resets at 00:00 UTC.
    </Notice>
  )
}
