import { useMemo } from 'react'
import { LinesMap } from '@/components/map/base/lines-map'
import { Card } from '@/components/ui/card'
import { formatCount } from '@/lib/format/number'
import type { Bbox } from '@/lib/geo/bbox'
import { isSelectable, type StateFilter } from '@/lib/imports/importable/filters'
import type { SequenceChoice } from './use-choice'
import { useFinerLines } from './use-finer-lines'
import { useMapLines } from './use-map-lines'

/** Where the sequences are, also those that were not scrolled to. It ignores the filter by its own view: otherwise it could only lose some. */
export function PickerMap({
  month,
  state,
  version,
  choice: { has, toggle },
  view,
  activeKey,
  onActive,
  onView,
}: {
  month: string
  state: StateFilter
  version: string // of the list
  choice: SequenceChoice
  view: Bbox | null
  activeKey: string | undefined
  onActive: (key: string | undefined) => void
  onView: (view: Bbox) => void
}) {
  const filters = { month, state, view: null }
  const { lines, matching } = useMapLines(filters, version)
  const finer = useFinerLines(filters, { lines, view })
  const drawn = useMemo(
    () =>
      lines.map((sequence) => ({
        key: sequence.key,
        line: sequence.line,
        selected: has(sequence),
        active: isSelectable(sequence),
      })),
    [lines, has],
  )
  return (
    <Card className="relative h-64 overflow-hidden sm:h-80 lg:sticky lg:top-[calc(var(--header-height)+1.25rem)] lg:order-2 lg:h-[max(24rem,calc(100dvh-var(--header-height)-13.5rem))]">
      <LinesMap
        lines={drawn}
        finer={finer}
        highlighted={activeKey}
        onHighlight={onActive}
        onToggle={(key) => {
          const clicked = lines.find((sequence) => sequence.key === key)
          if (clicked && isSelectable(clicked)) toggle(clicked)
        }}
        onView={onView}
      />
      {matching > lines.length && lines.length > 0 && (
        <p className="pointer-events-none absolute inset-x-3 bottom-10 w-fit rounded-control bg-surface/90 px-2.5 py-1 text-xs">
          {formatCount(lines.length)} of {formatCount(matching)} are drawn. Choose a month to see all of it.
        </p>
      )}
    </Card>
  )
}
