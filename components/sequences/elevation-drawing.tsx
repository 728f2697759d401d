import type { ElevationProfile } from '@/lib/geo/elevation-profile'
import { type ChartScale, chartSegments } from './elevation-scale'

const WIDTH = 1000
const HEIGHT = 200

type Points = ElevationProfile['points']

/** The grid, the line of altitudes with the area below it, and a rule at the marked point. */
export function ElevationDrawing({
  points,
  scale,
  marked,
}: {
  points: Points
  scale: ChartScale
  marked: Points[number] | undefined
}) {
  const x = (distanceMeters: number) => scale.x(distanceMeters) * WIDTH
  const y = (altitude: number) => scale.y(altitude) * HEIGHT
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className="absolute inset-0 size-full overflow-visible"
    >
      {scale.ticks.map((tick) => (
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
      {chartSegments(points).map((segment) => (
        <Segment
          key={segment[0]?.id}
          corners={segment.map((point) => ({ x: x(point.distanceMeters), y: y(point.altitude) }))}
        />
      ))}
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
  )
}

function Segment({ corners }: { corners: { x: number; y: number }[] }) {
  const line = corners.map((corner) => `${corner.x},${corner.y}`).join(' ')
  const [first, last] = [corners[0], corners.at(-1)]
  if (!first || !last) return null
  return (
    <g>
      <polygon points={`${first.x},${HEIGHT} ${line} ${last.x},${HEIGHT}`} className="fill-accent/12" />
      <polyline
        points={line}
        fill="none"
        className="stroke-accent"
        strokeWidth={corners.length === 1 ? 5 : 2}
        strokeLinecap="round"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </g>
  )
}
