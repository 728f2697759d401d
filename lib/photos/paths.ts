import type { ThumbnailSize } from '@/lib/mapillary/types'

/** The page of a photo. */
export function photoPath(id: number | string): string {
  return `/photos/${id}`
}

/** Where the picture of a photo is, by width in pixels; `full` is the sharpest that everybody may see. */
export function imagePath(id: number | string, size: ThumbnailSize | 'full' | 'original'): string {
  return `/api/v1/photos/${id}/image?size=${size}`
}
