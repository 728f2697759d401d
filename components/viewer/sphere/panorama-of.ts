import { isSlowLine, SMALL_SIZE } from '@/components/viewer/walk/slow-line'
import type { PixelSize } from '@/lib/model/pictures/picture-shapes'
import type { PictureSize } from '@/lib/model/pictures/picture-sizes'
import { tileLevelsOf } from '@/lib/model/pictures/tile-levels'
import { imagePath, tilePath } from '@/lib/photos/paths'
import type { Panorama } from './panorama'

/** `width`, `height`: of the original; 0 where there are no tiles of it. */
export type PanoramaFacts = Pick<Panorama, 'compassAngle' | 'crop'> & PixelSize & { id: string; isBackedUp: boolean }

/** The panorama of a photo. What tiles sharpen is not read as a whole. */
export function panoramaOf({ id, isBackedUp, compassAngle, crop, ...original }: PanoramaFacts): Panorama {
  const levels = tileLevelsOf(original)
  const hasTiles = levels.length > 0
  const sizes: PictureSize[] = isSlowLine() ? [SMALL_SIZE, 1024, 2048] : [1024, 2048]
  if (isBackedUp && !hasTiles) sizes.push('full')
  return {
    urls: sizes.map((size) => imagePath(id, size)),
    compassAngle,
    crop,
    tiles: hasTiles ? { levels, urlOf: (tile) => tilePath(id, tile) } : null,
  }
}
