import { useEffect, useMemo, useState } from 'react'
import type { OutlinePoint, PictureSpace } from '@/components/viewer/picture/picture-space'
import { type Pen, traceArea, traceLine } from '@/components/viewer/regions/trace-outline'
import type { PicturePoint } from '@/lib/model/pictures/picture-shapes'

/** Corners that were set one after the other, and the outline so far, over a picture that may turn below them. */
export function CornerDrawing({
  space,
  corners,
  isClosed,
  colour,
}: {
  space: PictureSpace
  corners: PicturePoint[]
  isClosed: boolean
  colour: string
}) {
  const [, moved] = useState(0)
  useEffect(() => space.onMove(() => moved((count) => count + 1)), [space])
  const outline = useMemo(() => (corners.length > 2 ? space.outline(corners) : null), [space, corners])
  const handles = corners.map((corner) => space.toFrame(corner))
  const ring = outline?.() ?? []
  return (
    <svg aria-hidden="true" data-drawing="corners" className="pointer-events-none absolute inset-0 size-full">
      {outline ? (
        <>
          <path d={pathData(traceArea, ring)} fill={colour} fillOpacity={0.25} />
          <path
            d={pathData(traceLine, ring)}
            fill="none"
            stroke={colour}
            strokeWidth={3}
            strokeLinejoin="round"
            {...(!isClosed && { strokeDasharray: '8 6' })}
          />
        </>
      ) : (
        <polyline
          points={handles.flatMap((handle) => handle ?? []).join(' ')}
          fill="none"
          stroke={colour}
          strokeWidth={3}
          strokeDasharray="8 6"
        />
      )}
      {handles.map(
        (handle, index) =>
          handle && (
            // Corners have no id of their own, and only the last is ever taken away.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <circle key={index} cx={handle[0]} cy={handle[1]} r={6} fill="#11140f" stroke={colour} strokeWidth={3} />
          ),
      )}
    </svg>
  )
}

/** What a pen draws, as the data of an SVG path. */
function pathData(trace: (pen: Pen, ring: OutlinePoint[]) => void, ring: OutlinePoint[]): string {
  let data = ''
  trace(
    {
      moveTo(x, y) {
        data += `M${x} ${y}`
      },
      lineTo(x, y) {
        data += `L${x} ${y}`
      },
      closePath() {
        data += 'Z'
      },
    },
    ring,
  )
  return data
}
