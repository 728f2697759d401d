/** Of a picture. */
export type PixelSize = { width: number; height: number }

/** A place on a picture: shares of its width and height, 0..1 from the top left. */
export type PicturePoint = [x: number, y: number]

/** Closed: its last point is its first. */
export type PictureRing = PicturePoint[]

/** One outline with holes, or several such parts of one object. */
export type DetectionShape =
  | { type: 'Polygon'; coordinates: PictureRing[] }
  | { type: 'MultiPolygon'; coordinates: PictureRing[][] }

/** One outline without holes, or several such parts of one object. */
export type TagShape =
  | { type: 'Polygon'; coordinates: [PictureRing] }
  | { type: 'MultiPolygon'; coordinates: [PictureRing][] }

/** In shares of the picture from the top left. */
export type PictureBox = { left: number; top: number; width: number; height: number }

/** Which part of the whole sphere a panorama covers, in shares of its width and height from the top left. */
export type PanoramaCrop = PictureBox

/**
 * As it is stored: whether what the file says was doubted, and its size (null: it is no JPEG); undefined: read before that was looked at.
 */
export type StoredPanoramaCrop = PanoramaCrop & { isDoubted?: boolean; pixels?: PixelSize | null }
