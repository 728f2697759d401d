import type { PictureSize, ThumbnailSize } from '@/lib/model/pictures/picture-sizes'
import type { TileAddress } from '@/lib/model/pictures/tile-levels'

/** The page of a photo. */
export function photoPath(id: number | string): string {
  return `/photos/${id}`
}

/** Where the picture of a photo is. */
export function imagePath(id: number | string, size: PictureSize): string {
  return `/api/v1/photos/${id}/image?size=${size}`
}

/** Where a tile of the panorama is. */
export function tilePath(id: number | string, { level, column, row }: TileAddress): string {
  return `/api/v1/photos/${id}/tiles/${level}/${column}/${row}`
}

/** The pictures of these widths, for the browser to choose from. */
export function imageSrcSet(id: number | string, sizes: readonly ThumbnailSize[]): string {
  return sizes.map((size) => `${imagePath(id, size)} ${size}w`).join(', ')
}
