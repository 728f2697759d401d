import { memo } from 'react'
import { label } from '@/lib/labels/label'
import type { DetectionShape } from '@/lib/mapillary/types'
import { ringsOf } from '@/lib/photos/shape-rings'
import type { PhotoTag } from '@/lib/photos/types'
import { LAYER_COLOURS } from './layer-colours'
import { isLit, type LitTag } from './tag-group'

/** The regions of tags over a flat picture; it lies in the same box as the picture, so shares of one are shares of the other. */
export const RegionOverlay = memo(function RegionOverlay({
  tags,
  lit,
  onLit,
  onPick,
}: {
  tags: PhotoTag[]
  lit: LitTag | null
  onLit: (lit: LitTag | null) => void
  onPick: (tag: PhotoTag) => void
}) {
  return (
    <svg
      viewBox="0 0 1 1"
      preserveAspectRatio="none"
      aria-hidden="true"
      data-regions
      className="absolute inset-0 size-full"
    >
      {tags.map((tag) => {
        const lights = isLit(tag, lit)
        return (
          tag.shape && (
            // The list of tags offers the same to keyboards.
            // biome-ignore lint/a11y/noStaticElementInteractions: see above
            <path
              key={tag.id}
              d={pathOf(tag.shape)}
              data-tag={tag.id}
              vectorEffect="non-scaling-stroke"
              fill={LAYER_COLOURS[tag.layer]}
              stroke={LAYER_COLOURS[tag.layer]}
              fillOpacity={lights ? 0.38 : tag.layer === 'segmentations' ? 0 : 0.08}
              strokeOpacity={lights ? 1 : tag.layer === 'segmentations' ? 0.55 : 0.9}
              strokeWidth={lights ? 3 : 1.5}
              strokeLinejoin="round"
              fillRule="evenodd"
              className="cursor-pointer [pointer-events:all]"
              onPointerEnter={() => onLit({ layer: tag.layer, value: tag.value, tagId: tag.id })}
              onPointerLeave={() => onLit(null)}
              onClick={() => onPick(tag)}
            >
              <title>{label(tag.value)}</title>
            </path>
          )
        )
      })}
    </svg>
  )
})

function pathOf(shape: DetectionShape): string {
  return ringsOf(shape)
    .map((ring) => `M${ring.map(([x, y]) => `${share(x)} ${share(y)}`).join('L')}Z`)
    .join('')
}

function share(value: number): number {
  return Math.max(0, Math.min(1, value))
}
