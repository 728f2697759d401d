import type { TagShape } from '@/lib/model/pictures/picture-shapes'

/** Draws a reported region over a picture of any size. */
export function RegionOutline({ region }: { region: TagShape }) {
  const rings = region.type === 'Polygon' ? [region.coordinates[0]] : region.coordinates.map(([ring]) => ring)
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 1 1"
      preserveAspectRatio="none"
      className="pointer-events-none absolute inset-0 size-full"
    >
      {rings.map((ring) => {
        const points = (ring ?? []).map((corner) => corner.join(',')).join(' ')
        return (
          <polygon
            key={points}
            points={points}
            className="fill-danger/20 stroke-2 stroke-danger"
            vectorEffect="non-scaling-stroke"
          />
        )
      })}
    </svg>
  )
}
