import { Lock } from 'lucide-react'
import { HereBadge } from '@/components/imports/here-badge'
import { LineSketch } from '@/components/sequences/line-sketch'
import { Badge } from '@/components/ui/badge'
import { classNames } from '@/components/ui/class-names'
import { Checkbox } from '@/components/ui/form/checkbox'
import { Length } from '@/components/units/units'
import { formatDateTime } from '@/lib/format/date'
import { formatPlural } from '@/lib/format/number'
import { isSelectable } from '@/lib/imports/importable/filters'
import type { ImportableSequence } from '@/lib/imports/types'

/** One Mapillary sequence to choose. The whole row is the label of its checkbox. */
export function ImportableRow({
  sequence,
  place,
  isSelected,
  isActive,
  onToggle,
  onActive,
}: {
  sequence: ImportableSequence
  place: { at: number; of: number } // among all that pass the filters, most of which are not here yet
  isSelected: boolean
  isActive: boolean
  onToggle: (options: { isRange: boolean }) => void
  onActive: (isActive: boolean) => void
}) {
  const { capturedAt, photoCount, cameraMake, near, timeZone, here } = sequence
  const canBeChosen = isSelectable(sequence)
  const date = formatDateTime(capturedAt, timeZone)
  const title = near === undefined ? date : `${date}, near ${near}`
  return (
    <li
      aria-posinset={place.at}
      aria-setsize={place.of}
      onMouseEnter={() => onActive(true)}
      onMouseLeave={() => onActive(false)}
      className={classNames(
        'relative grid select-none grid-cols-[auto_auto_minmax(0,1fr)] items-center gap-x-3 px-3 py-3 transition-colors [contain-intrinsic-size:auto_5.5rem] [content-visibility:auto] sm:grid-cols-[auto_auto_minmax(0,1fr)_auto] sm:gap-x-4 sm:px-4',
        isSelected ? 'bg-accent-soft/70' : isActive && 'bg-sunken/50',
      )}
    >
      <Checkbox
        checked={isSelected}
        disabled={!canBeChosen}
        aria-label={`${title}, ${formatPlural(photoCount, 'photo')}`}
        onFocus={() => onActive(true)}
        onBlur={() => onActive(false)}
        onChange={({ nativeEvent }) => onToggle({ isRange: nativeEvent instanceof MouseEvent && nativeEvent.shiftKey })}
        className={classNames(
          'row-span-2 static! sm:row-span-1 [&>input]:after:absolute [&>input]:after:inset-0',
          canBeChosen && '[&>input]:after:cursor-pointer',
        )}
      />
      <LineSketch
        line={sequence.line}
        className={classNames(
          'row-span-2 size-14 rounded-xl bg-sunken p-1 sm:row-span-1',
          !canBeChosen && 'opacity-60',
        )}
      />
      <div className="grid min-w-0 gap-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-[550] leading-snug">
          <span className="min-w-0 [overflow-wrap:anywhere]">
            {date}
            {near !== undefined && (
              <>
                , near <bdi>{near}</bdi>
              </>
            )}
          </span>
          {sequence.isPrivate && (
            <span className="inline-flex items-center gap-1 font-normal text-ink-muted text-xs">
              <Lock aria-hidden className="size-3.5" /> Private
            </span>
          )}
        </p>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-muted text-sm">
          <span>{formatPlural(photoCount, 'photo')}</span>
          <span>
            <Length meters={sequence.lengthMeters} />
          </span>
          <span>{cameraMake ?? 'Camera unknown'}</span>
          {sequence.isPano && <Badge className="h-5! px-2!">360°</Badge>}
        </p>
        {here.state === 'failed' && here.reason && <p className="text-danger text-xs">{here.reason}</p>}
      </div>
      {here.state !== 'new' && (
        <div className="col-start-3 mt-1 sm:col-start-4 sm:row-start-1 sm:mt-0">
          <HereBadge here={here} />
        </div>
      )}
    </li>
  )
}
