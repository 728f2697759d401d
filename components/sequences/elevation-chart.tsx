'use client'

import { type KeyboardEvent, type PointerEvent, useId } from 'react'
import { classNames } from '@/components/ui/class-names'
import { formatLength } from '@/lib/format/number'
import type { ElevationProfile } from '@/lib/geo/elevation-profile'
import { chartSegments, niceTicks } from './elevation-scale'

const WIDTH = 1000
const HEIGHT = 200

/**
 * Altitude over distance. Pointer and arrow keys move along the photos, a click or Enter opens the one that is marked.
 * Where photos have no altitude, or no photo is, the line has a gap.
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
  size?: 'high' | 'low'
}) {
  const titleId = useId()
  const { points, lengthMeters, min, max } = profile
  const ticks = niceTicks(min, max, size === 'high' ? 4 : 2)
  const low = Math.min(min, ticks[0] ?? min)
  const high = Math.max(max, ticks.at(-1) ?? max)
  const x = (distanceMeters: number) => (lengthMeters ? (distanceMeters / lengthMeters) * WIDTH : WIDTH / 2)
  const y = (altitude: number) => HEIGHT - ((altitude - low) / (high - low || 1)) * HEIGHT
  const marked = current === null ? undefined : points[current]

  const nearest = (event: PointerEvent<HTMLElement>) => {
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
  const onKeyDown = (event: KeyboardEvent) => {
    const index = current ?? 0
    const step = Math.max(1, Math.round(points.length / 20))
    const last = points.length - 1
    const moves: Record<string, number> = {
      ArrowLeft: index - 1,
      ArrowRight: index + 1,
      PageUp: index - step,
      PageDown: index + step,
      Home: 0,
      End: last,
    }
    const target = moves[event.key]
    if (target !== undefined) onCurrent(Math.max(0, Math.min(last, target)))
    else if (event.key === 'Enter') onOpen(index)
    else return
    event.preventDefault()
  }

  return (
    <figure className="grid gap-2">
      <div className="grid grid-cols-[auto_1fr] gap-x-2 text-ink-faint text-xs">
        <div aria-hidden="true" className="relative w-12 text-right">
          {ticks.map((tick) => (
            <span
              key={tick}
              className="absolute right-0 -translate-y-1/2"
              style={{ top: `${(y(tick) / HEIGHT) * 100}%` }}
            >
              {tick} m
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
          aria-valuetext={marked ? describe(marked) : 'no photo chosen'}
          onPointerMove={(event) => onCurrent(nearest(event))}
          onPointerLeave={() => onCurrent(null)}
          onClick={() => current !== null && onOpen(current)}
          onKeyDown={onKeyDown}
          className={classNames('relative cursor-crosshair touch-pan-y rounded-lg', size === 'high' ? 'h-48' : 'h-20')}
        >
          <svg
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
            preserveAspectRatio="none"
            aria-hidden="true"
            className="absolute inset-0 size-full overflow-visible"
          >
            {ticks.map((tick) => (
              <line
                key={tick}
                x1="0"
                x2={WIDTH}
                y1={y(tick)}
                y2={y(tick)}
                className="stroke-line"
                vectorEffect="non-scaling-stroke"
              />
            ))}
            {chartSegments(points).map((segment) => {
              const line = segment.map((point) => `${x(point.distanceMeters)},${y(point.altitude)}`).join(' ')
              const [first, last] = [segment[0], segment.at(-1)]
              if (!first || !last) return null
              return (
                <g key={first.id}>
                  <polygon
                    points={`${x(first.distanceMeters)},${HEIGHT} ${line} ${x(last.distanceMeters)},${HEIGHT}`}
                    className="fill-accent/12"
                  />
                  <polyline
                    points={line}
                    fill="none"
                    className="stroke-accent"
                    strokeWidth={segment.length === 1 ? 5 : 2}
                    strokeLinecap="round"
                    strokeLinejoin="round"
                    vectorEffect="non-scaling-stroke"
                  />
                </g>
              )
            })}
            {marked && (
              <line
                x1={x(marked.distanceMeters)}
                x2={x(marked.distanceMeters)}
                y1="0"
                y2={HEIGHT}
                className="stroke-ink-muted"
                vectorEffect="non-scaling-stroke"
              />
            )}
          </svg>
          {marked && (
            <div
              aria-hidden="true"
              className="pointer-events-none absolute bottom-full mb-1 whitespace-nowrap rounded-md bg-ink px-2 py-1 text-paper"
              style={{
                left: `${(x(marked.distanceMeters) / WIDTH) * 100}%`,
                transform: `translateX(${(-x(marked.distanceMeters) / WIDTH) * 100}%)`,
              }}
            >
              {describe(marked)}
            </div>
          )}
        </div>
        <div aria-hidden="true" className="col-start-2 mt-1.5 flex justify-between">
          <span>0 m</span>
          <span>{formatLength(lengthMeters)}</span>
        </div>
      </div>
      <figcaption id={titleId} className="text-ink-faint text-xs">
        Altitude as Mapillary gives it, not a surveyed height
      </figcaption>
    </figure>
  )
}

function describe({ n, altitude, distanceMeters }: ElevationProfile['points'][number]): string {
  return `Photo ${n} · ${altitude === null ? 'altitude unknown' : `${Math.round(altitude)} m`} · after ${formatLength(distanceMeters)}`
}
