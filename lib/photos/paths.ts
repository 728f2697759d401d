import type { PictureSize, ThumbnailSize } from '@/lib/model/pictures/picture-sizes'

/** The page of a photo. */
export function photoPath(id: number | string): string {
  return `/photos/${id}`
}

/** Where the picture of a photo is. */
export function imagePath(id: number | string, size: PictureSize): string {
  return `/api/v1/photos/${id}/image?size=${size}`
}

/** The pictures of these widths, for the browser to choose from. */
export function imageSrcSet(id: number | string, sizes: readonly ThumbnailSize[]): string {
  return sizes.map((size) => `${imagePath(id, size)} ${size}w`).join(', ')
}
