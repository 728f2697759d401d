'use client'

import { type KeyboardEvent, type PointerEvent, useId } from 'react'
import { classNames } from '@/components/ui/class-names'
import { useUnits } from '@/components/units/units'
import { formatHeight, formatLength } from '@/lib/format/number'
import type { Units } from '@/lib/format/units'
import type { ElevationProfile } from '@/lib/geo/elevation-profile'
import { ElevationDrawing } from './elevation-drawing'
import { chartScale } from './elevation-scale'

type ChartSize = 'high' | 'low'

/**
 * Altitude over distance. Pointer and arrow keys move along the photos; a click or Enter opens the marked one. The line has a gap where
 * photos have no altitude, or where there are no photos.
 */
export function ElevationChart({
  profile,
  current,
  onCurrent,
  onOpen,
  size = 'high',
}: {
  profile: ElevationProfile
  current: number | null
  onCurrent: (index: number | null) => void
  onOpen: (index: number) => void
  size?: ChartSize
}) {
  const titleId = useId()
  const { units } = useUnits()
  const { points, lengthMeters } = profile
  const scale = chartScale(profile, size === 'high' ? 4 : 2)
  const marked = current === null ? undefined : points[current]

  const onKeyDown = (event: KeyboardEvent) => {
    const index = current ?? 0
    const target = indexByKey(event.key, index, points.length)
    if (target !== null) onCurrent(target)
    else if (event.key === 'Enter') onOpen(index)
    else return
    event.preventDefault()
  }

  return (
    <figure className="grid gap-2">
      <div className="grid grid-cols-[auto_1fr] gap-x-2 text-ink-faint text-xs">
        <div aria-hidden="true" className="relative w-12 text-right">
          {scale.ticks.map((tick) => (
            <span key={tick} className="absolute right-0 -translate-y-1/2" style={{ top: percent(scale.y(tick)) }}>
              {formatHeight(tick, units)}
            </span>
          ))}
        </div>
        <div
          role="slider"
          tabIndex={0}
          aria-labelledby={titleId}
          aria-valuemin={1}
          aria-valuemax={points.length}
          aria-valuenow={(current ?? 0) + 1}
          aria-valuetext={marked ? describe(marked, units) : 'no photo chosen'}
          onPointerMove={(event) => onCurrent(nearestPoint(event, profile))}
          onPointerLeave={() => onCurrent(null)}
          onClick={() => current !== null && onOpen(current)}
          onKeyDown={onKeyDown}
          className={classNames('relative cursor-crosshair touch-pan-y rounded-lg', size === 'high' ? 'h-48' : 'h-20')}
        >
          <ElevationDrawing points={points} scale={scale} marked={marked} />
          {marked && <PointLabel words={describe(marked, units)} x={scale.x(marked.distanceMeters)} />}
        </div>
        <div aria-hidden="true" className="col-start-2 mt-1.5 flex justify-between">
          <span>{formatHeight(0, units)}</span>
          <span>{formatLength(lengthMeters, units)}</span>
        </div>
      </div>
      <figcaption id={titleId} className="text-ink-faint text-xs">
        Altitude as Mapillary gives it, not a surveyed height
      </figcaption>
    </figure>
  )
}

function PointLabel({ words, x }: { words: string; x: number }) {
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute bottom-full mb-1 whitespace-nowrap rounded-md bg-ink px-2 py-1 text-paper"
      style={{ left: percent(x), transform: `translateX(${percent(-x)})` }}
    >
      {words}
    </div>
  )
}

function percent(share: number): string {
  return `${share * 100}%`
}

/** The index of the point that is nearest to the pointer. */
function nearestPoint(event: PointerEvent<HTMLElement>, { points, lengthMeters }: ElevationProfile): number {
  const { left, width } = event.currentTarget.getBoundingClientRect()
  const distance = ((event.clientX - left) / width) * lengthMeters
  return points.reduce(
    (best, point, index) =>
      Math.abs(point.distanceMeters - distance) < Math.abs((points[best]?.distanceMeters ?? 0) - distance)
        ? index
        : best,
    0,
  )
}

/** Where a key leads from a point; null: the key does not move. */
function indexByKey(key: string, index: number, count: number): number | null {
  const step = Math.max(1, Math.round(count / 20))
  const last = count - 1
  const targets: Record<string, number> = {
    ArrowLeft: index - 1,
    ArrowRight: index + 1,
    PageUp: index - step,
    PageDown: index + step,
    Home: 0,
    End: last,
  }
  const target = targets[key]
  return target === undefined ? null : Math.max(0, Math.min(last, target))
}

function describe({ n, altitude, distanceMeters }: ElevationProfile['points'][number], units: Units): string {
  return `Photo ${n} · ${altitude === null ? 'altitude unknown' : formatHeight(altitude, units)} · after ${formatLength(distanceMeters, units)}`
}
