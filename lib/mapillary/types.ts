import type { LngLat } from '@/lib/geo/lng-lat'
import type { DetectionLayer } from '@/lib/model/layers'
import type { DetectionShape } from '@/lib/model/pictures/picture-shapes'
import type { ThumbnailSize } from '@/lib/model/pictures/picture-sizes'
import type { KeyForm } from './key-form'

type MapillaryUser = { key: string; username: string }

/** One sequence in our terms, whichever API version it came from. */
export type MapillarySequence = {
  key: string
  userKey: string
  username: string | null
  capturedAt: Date | null
  cameraMake: string | null
  isPano: boolean
  isPrivate: boolean
  photoKeys: string[] // in order of capture
  coordinates: (LngLat | null)[] // parallel to photoKeys; null: not a usable position
}

/** A photo as the list of a user's photos has it (v4). */
export type ListedPhoto = {
  key: string
  sequenceKey: string
  lngLat: LngLat | null
  capturedAt: Date | null
  isPano: boolean
  cameraMake: string | null
}

/** Which of a user's photos to list: those taken in that span of time, from where the last page ended. */
type PhotosAsked = { user: MapillaryUser; since: Date | null; until: Date | null; after: string | null }

/** `after`: where the next page begins, without any token; null at the end. `mayBeCut`: there may be more, but Mapillary names no next page. */
export type PhotosPage = { photos: ListedPhoto[]; after: string | null; mayBeCut: boolean }

/** One image in our terms. `raw` is Mapillary's whole answer. */
export type MapillaryImage = {
  key: string
  userKey: string | null
  sequenceKey: string | null
  lngLat: LngLat | null // as recorded by the camera
  compassAngle: number | null // degrees clockwise from north, [0, 360)
  capturedAt: Date | null
  isPano: boolean
  isPrivate: boolean
  cameraMake: string | null
  cameraModel: string | null
  computed?: { lngLat: LngLat | null; compassAngle: number | null } // what Mapillary computed; absent where it needs another request (v3)
  raw: unknown
}

/** Metres, each with where it comes from; they have different zeros and are never compared with each other (docs/mapillary.md). */
export type MapillaryAltitude = {
  reference: number | null // v3: above a reference that only Mapillary knows
  camera: number | null // v4: above the sea, as the camera wrote it
  computed: number | null // v4: above the sea, as Mapillary computed it
}

export type MapillaryDetection = {
  key: string
  photoKey: string
  value: string
  score: number | null // 0..1
  area: number | null // share of the picture
  shape: DetectionShape | null // null: not usable, see raw
  capturedAt: Date | null
  raw: unknown
}

export type LayeredDetection = MapillaryDetection & { layer: DetectionLayer }

/** All that was found on these photos. */
export type PhotosDetections = { photoKeys: string[]; detections: LayeredDetection[] }

/** A token from a login or a refresh. */
export type MapillaryLogin = { token: string; expiresAt: Date | null }

/**
 * A download that has begun: no bytes arrive before `body` is read. `isDelimited`: its end was announced, by its length or in chunks, so that it cannot end early without
 * failing.
 */
export type Download = {
  body: ReadableStream<Uint8Array>
  sizeBytes: number | null
  isDelimited?: boolean
  contentType: string
}

/**
 * What the product asks of Mapillary, for one user's token (or none, for public data).
 * Every call throws AppError: UNAUTHENTICATED (token refused), FORBIDDEN, NOT_FOUND, RATE_LIMITED (retryAfterMs), UPSTREAM_FAILED.
 */
export interface MapillaryClient {
  /** Whether nothing is asked any more (`MAPILLARY_API=none`): every call throws CONFLICT. */
  readonly hasEnded: boolean
  /** How this version spells the keys of photos and users; sequences have the same in both. */
  readonly keyForm: KeyForm
  getMe(token: string): Promise<MapillaryUser>
  /** Where Mapillary lists sequences (v3): every one of the user, private ones too, page by page, in Mapillary's order. */
  listSequences?(token: string, userKey: string): AsyncIterable<MapillarySequence[]>
  /** Only in v4, which has no list of sequences: one page of the user's, in no order, about 2,000 of them. */
  listPhotos?(token: string, asked: PhotosAsked): Promise<PhotosPage>
  getSequence(token: string, sequenceKey: string): Promise<MapillarySequence>
  /** Images by key; those that Mapillary does not know are absent. At most 200 keys. */
  getImages(token: string, photoKeys: string[]): Promise<MapillaryImage[]>
  /** Computed positions by photo key; empty when Mapillary does not give them. At most 200 keys. */
  getComputedPositions(token: string, photoKeys: string[]): Promise<Map<string, LngLat>>
  /** Altitudes by photo key; absent where none is known. At most 200 keys. */
  getAltitudes(token: string, photoKeys: string[]): Promise<Map<string, MapillaryAltitude>>
  /** Detections of one layer on the photos, page by page. At most 200 keys. */
  listDetections(token: string, layer: DetectionLayer, photoKeys: string[]): AsyncIterable<MapillaryDetection[]>
  /** Where one call answers all layers of a photo (v4): all of them, some photos at a time; what fails is thrown after what came. At most 200 keys. */
  listAllDetections?(token: string, photoKeys: string[]): AsyncIterable<PhotosDetections>
  /** Where logins end (v4): the token for the code that came back to `redirectUri`, and a newer one for one that still holds. */
  logIn?(code: string, redirectUri: string): Promise<MapillaryLogin>
  refreshLogin?(token: string): Promise<MapillaryLogin>
  /** What `downloadOriginal` gives: the file as it was uploaded (v3), or Mapillary's processed one of full size (v4). */
  readonly originals: 'uploaded' | 'processed'
  /** The original, with the owner's token; `next`: those that may be asked for soon. `sizeBytes` is the Content-Length; the stream fails with UPSTREAM_FAILED when it stalls or ends early. */
  downloadOriginal(token: string, photoKey: string, next?: string[]): Promise<Download>
  /** A public picture of that size. */
  downloadThumbnail(photoKey: string, size: ThumbnailSize): Promise<Download>
  /** The page of the photo on Mapillary, for people; null where there is none any more. */
  photoPageUrl(photoKey: string): string | null
}
