'use client'

import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { directionName } from '@/lib/photos/describe-photo'

const STEP = 15 // degrees
const SIZE = 160
const RADIUS = 62
const POINTS = [
  { name: 'N', degrees: 0 },
  { name: 'E', degrees: 90 },
  { name: 'S', degrees: 180 },
  { name: 'W', degrees: 270 },
]

/** A compass to point with: drag or click, or the arrow keys; the slice shows the directions that match. */
export function DirectionDial({
  heading,
  tolerance,
  onChange,
}: {
  heading: number | null
  tolerance: number
  onChange: (heading: number | null) => void
}) {
  const [dragged, setDragged] = useState<number | null>(null)
  const shown = dragged ?? heading
  const follow = (event: PointerEvent<HTMLDivElement>) => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
    setDragged(bearing(event.clientX - left - width / 2, event.clientY - top - height / 2))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const turn = { ArrowRight: STEP, ArrowUp: STEP, ArrowLeft: -STEP, ArrowDown: -STEP }[event.key]
    if (turn === undefined) return
    event.preventDefault()
    onChange(heading === null ? 0 : (heading + turn + 360) % 360)
  }
  return (
    <div className="flex items-center gap-4">
      <div
        role="slider"
        tabIndex={0}
        aria-label="Direction"
        aria-valuemin={0}
        aria-valuemax={359}
        aria-valuenow={shown ?? 0}
        aria-valuetext={shown === null ? 'any' : `${directionName(shown)}, ${shown}°`}
        className="size-40 shrink-0 cursor-pointer touch-none rounded-full"
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          follow(event)
        }}
        onPointerMove={(event) => dragged !== null && follow(event)}
        onPointerUp={() => {
          if (dragged !== null) onChange(dragged)
          setDragged(null)
        }}
        onPointerCancel={() => setDragged(null)}
      >
        <DialDrawing heading={shown} tolerance={tolerance} />
      </div>
      <div className="grid justify-items-start gap-3 text-sm">
        <p className="text-ink-muted">
          {shown === null ? 'Anywhere. Point to a direction.' : `${capital(directionName(shown))}, ${shown}°`}
        </p>
        {heading !== null && (
          <Button size="small" onClick={() => onChange(null)}>
            Any direction
          </Button>
        )}
      </div>
    </div>
  )
}

function DialDrawing({ heading, tolerance }: { heading: number | null; tolerance: number }) {
  return (
    <svg viewBox={`${-SIZE / 2} ${-SIZE / 2} ${SIZE} ${SIZE}`} aria-hidden="true">
      <circle r={RADIUS} className="fill-sunken stroke-line" />
      {heading !== null && (
        <>
          <path d={slice(heading, tolerance)} className="fill-accent/25" />
          <path
            d={`M0 0 L${at(heading, RADIUS).join(' ')}`}
            className="stroke-accent"
            strokeWidth="3"
            strokeLinecap="round"
          />
        </>
      )}
      <circle r="4" className="fill-accent" />
      {POINTS.map(({ name, degrees }) => {
        const [x, y] = at(degrees, RADIUS + 10)
        return (
          <text
            key={name}
            x={x}
            y={y}
            textAnchor="middle"
            dominantBaseline="central"
            className="fill-ink-muted font-[550] text-[0.7rem]"
          >
            {name}
          </text>
        )
      })}
    </svg>
  )
}

/** Degrees clockwise from north of a point beside the middle, in steps. */
function bearing(x: number, y: number): number {
  const degrees = (Math.atan2(x, -y) * 180) / Math.PI
  return (Math.round((degrees + 360) / STEP) * STEP) % 360
}

function at(degrees: number, radius: number): [x: number, y: number] {
  const angle = (degrees * Math.PI) / 180
  return [Math.sin(angle) * radius, -Math.cos(angle) * radius]
}

function slice(heading: number, tolerance: number): string {
  const half = Math.min(179.9, Math.max(0, tolerance))
  const [from, to] = [at(heading - half, RADIUS), at(heading + half, RADIUS)]
  return `M0 0 L${from.join(' ')} A${RADIUS} ${RADIUS} 0 ${half > 90 ? 1 : 0} 1 ${to.join(' ')} Z`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
