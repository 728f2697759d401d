import type { PhotoDetailsFeature, PhotoTag } from '@/lib/photos/types'
import type { LitTag } from './tag-group'

/** What the flat and the 360° picture have in common. */
export type PictureProps = {
  photo: PhotoDetailsFeature
  description: string
  /** The regions to draw, the largest first. */
  tags: PhotoTag[]
  lit: LitTag | null
  onLit: (lit: LitTag | null) => void
  onPick: (tag: PhotoTag) => void
}

/** What the keys and buttons of the viewer can do to the picture in sight. */
export type PictureHandle = { zoomBy: (factor: number) => void; reset: () => void }
