import { classNames } from '@/components/ui/class-names'
import type { LngLat } from '@/lib/geo/lng-lat'
import { SKETCH_SIZE as SIZE, type SketchPoint, sketchPath } from './sketch-path'

/** The shape of a path without a map; a dot marks its start. Empty without positions. */
export function LineSketch({ line, className }: { line: LngLat[]; className?: string }) {
  return <Sketch points={sketchPath(line, SIZE, 6)} {...(className && { className })} />
}

/** The same of a line that was sketched before. */
export function Sketch({ points, className }: { points: SketchPoint[]; className?: string }) {
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
