/** `maxWidth`: pixels; null: as wide as the file is. `stacRoles`: what it is to STAC clients; none: they are not told of it. */
type PictureSizeRow = { maxWidth: number | null; stacRoles: readonly string[] }

/**
 * The sizes in which a photo can be had, smallest first. A number is a thumbnail that Mapillary draws; how each version of its API spells it
 * stands in `lib/mapillary`. `full` is the sharpest that everybody may see, `original` the file itself, for its owner only. The parameter
 * `size`, the links of a photo, what is drawn and cached, and the assets of STAC follow from the row.
 */
export const PICTURE_SIZES = {
  320: { maxWidth: 320, stacRoles: ['thumbnail'] },
  640: { maxWidth: 640, stacRoles: [] },
  1024: { maxWidth: 1024, stacRoles: ['overview'] },
  2048: { maxWidth: 2048, stacRoles: ['visual', 'data'] },
  full: { maxWidth: 8_192, stacRoles: [] }, // the widest that every graphics card takes
  original: { maxWidth: null, stacRoles: [] },
} satisfies Record<string, PictureSizeRow>

export type PictureSize = keyof typeof PICTURE_SIZES
export type ThumbnailSize = Extract<PictureSize, number>
export type NamedSize = Extract<PictureSize, string>
/** A size that is drawn as a JPEG. */
export type DrawnSize = Exclude<PictureSize, 'original'>

const KEYS = Object.keys(PICTURE_SIZES)

export const THUMBNAIL_SIZES = KEYS.map(Number).filter((key): key is ThumbnailSize => Number.isInteger(key))

export const NAMED_SIZES = KEYS.filter((key): key is NamedSize => Number.isNaN(Number(key)))

/** A value for each thumbnail, by its size. */
export function mapThumbnails<Value>(make: (size: ThumbnailSize) => Value): Record<ThumbnailSize, Value> {
  return Object.fromEntries(THUMBNAIL_SIZES.map((size) => [size, make(size)])) as Record<ThumbnailSize, Value>
}
