import { classNames } from '@/components/ui/class-names'
import type { LngLat } from '@/lib/geo/lng-lat'
import { sketchPath } from './sketch-path'

const SIZE = 48

/** The shape of a path without a map; a dot marks its start. Empty without positions. */
export function LineSketch({ line, className }: { line: LngLat[]; className?: string }) {
  const points = sketchPath(line, SIZE, 6)
  const [start] = points
  return (
    <svg viewBox={`0 0 ${SIZE} ${SIZE}`} aria-hidden="true" className={classNames('text-accent', className)}>
      {start ? (
        <>
          <polyline
            points={points.map((point) => point.join(',')).join(' ')}
            fill="none"
            stroke="currentColor"
            strokeWidth="2"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
          <circle
            cx={start[0]}
            cy={start[1]}
            r="2.75"
            className="fill-surface"
            stroke="currentColor"
            strokeWidth="1.75"
          />
        </>
      ) : (
        <path d="M14 24h20" stroke="currentColor" strokeWidth="2" strokeDasharray="3 4" className="text-line-strong" />
      )}
    </svg>
  )
}
