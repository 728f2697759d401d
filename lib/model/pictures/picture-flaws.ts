/**
 * What is odd about a photo's original, which is kept as it came. `no-end`: a JPEG without its end marker; `png` to `tiff`: what it is
 * instead of a JPEG; `too-large`: of too many pixels to be drawn here; `undrawable`: drawing it failed.
 */
export const PICTURE_FLAWS = [
  'no-end',
  'png',
  'webp',
  'heic',
  'avif',
  'gif',
  'tiff',
  'too-large',
  'undrawable',
] as const
export type PictureFlaw = (typeof PICTURE_FLAWS)[number]

/** Larger pictures are not drawn: a small file can unpack to gigabytes. */
export const MAX_PICTURE_PIXELS = 300_000_000
