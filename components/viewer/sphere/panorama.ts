import type { PanoData, Viewer } from '@photo-sphere-viewer/core'
import type { Size } from '@/components/viewer/picture/picture-view'
import type { PanoramaCrop } from '@/lib/model/pictures/picture-shapes'
import type { TileAddress, TileLevel } from '@/lib/model/pictures/tile-levels'
import { readPicture } from './read-picture'

export type Panorama = {
  urls: string[] // the same picture, from the smallest to the largest
  compassAngle: number | null // of the middle of the whole sphere
  crop: PanoramaCrop | null // null: it is whole
  tiles: PanoramaTiles | null // null: none are sharper than the pictures
}

/** `levels`: the smallest first. */
type PanoramaTiles = { levels: TileLevel[]; urlOf: (tile: TileAddress) => string }

const WHOLE_RATIO = 2 // width to height of a whole sphere
const RATIO_TOLERANCE = 0.02

/** Whether it is known where the picture lies on the sphere. */
export function isPlaced(size: Size, crop: PanoramaCrop | null): boolean {
  return crop !== null || Math.abs(size.width / size.height / WHOLE_RATIO - 1) <= RATIO_TOLERANCE
}

/** Where the picture lies on the sphere. */
export function panoDataOf({ width, height }: Size, crop: PanoramaCrop | null): PanoData {
  const fullWidth = Math.round(width / (crop?.width ?? 1))
  const fullHeight = Math.round(fullWidth / WHOLE_RATIO)
  return {
    fullWidth,
    fullHeight,
    croppedWidth: width,
    croppedHeight: crop ? height : fullHeight,
    croppedX: Math.round((crop?.left ?? 0) * fullWidth),
    croppedY: Math.round((crop?.top ?? 0) * fullHeight),
  }
}

/** Loads pictures before the viewer shows them, and remembers the sizes of those that were prepared until they are shown. */
export function createPreloader(viewer: Viewer) {
  const sizes = new Map<string, Promise<Size | null>>()
  return {
    /** Reads the first picture of a panorama that may be shown next. */
    prepare({ urls: [first = ''], crop }: Panorama): void {
      if (sizes.has(first)) return
      const loaded = loadPicture(first)
      sizes.set(first, loaded)
      loaded.then((size) => {
        if (!size) return void sizes.delete(first)
        if (!isPlaced(size, crop)) return
        const data = (image: Size) => panoDataOf(image, crop)
        viewer.textureLoader.preloadPanorama({ path: first, data }).catch(() => undefined) // it is read when it is shown
      })
    },
    async takeSize(url: string): Promise<Size | null> {
      const size = await (sizes.get(url) ?? loadPicture(url))
      sizes.delete(url)
      return size
    },
  }
}

/** The size of a picture, which the viewer then takes from the browser's memory; null when there is none. The viewer itself would log an error. */
export async function loadPicture(url: string): Promise<Size | null> {
  const image = await readPicture(url)
  return image && { width: image.naturalWidth, height: image.naturalHeight }
}
