import type { PanoramaCrop, PictureRing } from './pictures/picture-shapes'

/**
 * What the offline viewer reads: files of script that each hand over one value, because a page from a disk may load scripts but fetch
 * nothing. Their paths are seen from the folder of `index.html`.
 */
export const VIEWER_FOLDER = 'viewer'
export const SEQUENCES_FILE = `${VIEWER_FOLDER}/sequences.js`
export const LAND_FILE = `${VIEWER_FOLDER}/land.js`

const PHOTOS_OF_REGIONS = 20 // whose outlines share a file

export function photosFile(sequenceId: number): string {
  return `${VIEWER_FOLDER}/${sequenceId}/photos.js`
}

export function regionsFile(sequenceId: number, n: number): string {
  return `${VIEWER_FOLDER}/${sequenceId}/regions-${Math.floor((n - 1) / PHOTOS_OF_REGIONS)}.js`
}

export function previewFile(sequenceId: number, n: number): string {
  return `${VIEWER_FOLDER}/${sequenceId}/preview-${n}.js`
}

/** The function that the files call with their path and their value. */
export const HAND_OVER = 'mtpTakeout'

export type ViewerTakeout = {
  origin: string // of the site that made it
  username: string
  madeAt: string // ISO 8601
  sequences: ViewerSequence[]
}

export type ViewerSequence = {
  id: number
  name: string
  count: number // of photos
  panoCount: number
  firstDay: string | null // 2024-05-03, in the time of the place
  lastDay: string | null
  meters: number
  line: number[] // lng, lat, lng, lat, …
  tags: string[] // what is on its photos, in words
}

export type ViewerPhotos = {
  tags: string[]
  photos: ViewerPhoto[]
}

export type ViewerPhoto = {
  n: number
  file: string // of its original
  lngLat?: [lng: number, lat: number]
  at?: string // ISO 8601
  day?: string // in the time of its place
  zone?: string // by its IANA name
  heading?: number // degrees clockwise from north
  altitude?: string // in words: above what
  camera?: string
  pano?: true
  crop?: PanoramaCrop // the part of the sphere that its picture covers
  viewpoints?: number
  tags?: number[] // indexes of `tags`
}

/** The outlines on some photos, by their numbers. */
export type ViewerRegions = Record<number, ViewerRegion[]>
export type ViewerRegion = { name: string; colour: string; isBackground: boolean; rings: PictureRing[] }

/** The 2,048 px wide picture of a panorama as a `data:` URL: a page from a disk may not give pictures of files to WebGL. */
export type ViewerPreview = string

/** Each ring as x, y, dx, dy, dx, dy, … in hundredths of a degree. */
export type ViewerLand = number[][]
