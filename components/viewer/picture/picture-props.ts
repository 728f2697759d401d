import type { ReactNode, Ref } from 'react'
import type { HighlightedTag } from '@/components/viewer/regions/tag-group'
import type { RequestedView } from '@/components/viewer/walk/use-viewer-address'
import type { PicturePoint } from '@/lib/model/pictures/picture-shapes'
import type { AnyTag, PhotoDetailsFeature } from '@/lib/photos/types'
import type { PictureSpace } from './picture-space'

/** The regions on a picture and what the pointer and the keys do to them. */
export type RegionProps = {
  /** The tags whose regions are drawn, the largest first. */
  tags: AnyTag[]
  highlighted: HighlightedTag | null
  onHighlight: (highlighted: HighlightedTag | null) => void
  onPick: (tag: AnyTag) => void
  /** Takes the clicks on the picture (drags still move it); regions are not picked then. */
  onPoint?: ((point: PicturePoint) => void) | undefined
}

/** What the flat and the 360° picture have in common. */
export type PictureProps = {
  photo: PhotoDetailsFeature
  description: string
  regions: RegionProps
  /** The view that the address requests; null: as the photo opens. */
  requestedView: RequestedView | null
  /** Lies over picture and regions and fills the frame. The pointer goes through it, except where its elements take it. */
  overlay?: ((space: PictureSpace) => ReactNode) | undefined
  /** There is no picture of this photo. */
  onMissing: () => void
  handle: Ref<PictureHandle>
}

/** What the keys and buttons of the viewer can do to the picture in sight. */
export type PictureHandle = {
  zoomBy: (factor: number) => void
  reset: () => void
  space: () => PictureSpace | null
}
