import type { Doubt } from '@/lib/geo/doubts'
import type { LngLat } from '@/lib/geo/lng-lat'
import type { BackupState } from '@/lib/model/backup-states'
import type { DetectionLayer } from '@/lib/model/layers'
import type { AltitudeSource, BackupForm } from '@/lib/model/pictures/photo-sources'
import type { PictureFlaw } from '@/lib/model/pictures/picture-flaws'
import type { DetectionShape, PanoramaCrop, PictureBox } from '@/lib/model/pictures/picture-shapes'
import type { ThumbnailSize } from '@/lib/model/pictures/picture-sizes'
import type { TileLevel } from '@/lib/model/pictures/tile-levels'
import type { MtpTag } from '@/lib/tags/types'
import type { Mark } from './list-marks'
import type { OwnReport } from './list-own-reports'

/** An object that a search asked for, and where it is on the picture. */
export type SearchedObject = { value: string; box: PictureBox }

export type PhotoProperties = {
  key: string
  sequence: { id: string; name: string }
  user: { username: string }
  n: number // 1-based number in the sequence
  capturedAt: string | null // ISO 8601
  timeZone: string | null // of its place, by its IANA name
  cameraMake: string | null
  cameraModel: string | null
  compassAngle: number | null // degrees clockwise from north, [0, 360)
  pano: boolean
  altitude: number | null // metres
  altitudeSource: AltitudeSource | null // above what
  computedAltitude: number | null // metres above the sea as Mapillary computed it, often wrong
  doubts: Doubt[] // what of it cannot be as it says
  private: boolean // as Mapillary says, of the photo or its sequence
  public: boolean // whether everybody can see it
  hidden: boolean // by its owner, a moderator or after a report, by itself or with its sequence
  viewpointCount: number
  goneAt: string | null // ISO 8601: when it was found to be no longer on Mapillary
  computedPosition: LngLat | null // as computed by Mapillary
  licence: 'CC BY-SA 4.0'
  distance?: number // metres from `near`
  searched?: SearchedObject // what a search for objects found on it
  links: {
    self: string
    page: string
    images: Record<ThumbnailSize, string>
    original?: string // for the owner, when it is in the backup
    mapillary: string | null // null: Mapillary has ended
    sequence: string
  }
}

export type PhotoTag = {
  id: string
  source: 'mapillary'
  layer: DetectionLayer
  value: string
  score: number | null // 0..1; null: not given
  area: number | null // share of the picture
  shape: DetectionShape | null // null: not usable
}

/** Found by Mapillary, or added by people. */
export type AnyTag = PhotoTag | MtpTag

export type PhotoDetails = PhotoProperties & {
  tags: AnyTag[] // the largest first, so that small ones are drawn on top
  total: number // the highest number in the sequence that the viewer may see
  neighbours: { previous: string[]; next: string[] } // ids in the same sequence, the nearest first, at most two
  backup: {
    bytes: number
    sha256: string
    at: string // ISO 8601: when it was checked and stored
    form: BackupForm | null
    flaws: PictureFlaw[] // what is odd about the file
    file: string | null // its key in the backup, for its owner
    verifiedAt?: string | null // ISO 8601: when every byte was last read; this and what follows for its owner
    state?: BackupState | null // null: not looked at yet
    copies?: number // that are good
  } | null
  panoramaCrop: PanoramaCrop | null // null: the whole sphere, or no panorama
  isPanoramaDoubted: boolean // what its file says about the sphere contradicts the picture
  tileLevels: TileLevel[] // in which a panorama can be had by tiles, the smallest first
  trusted: Doubt[] // what its owner says is right, and is not doubted
  keepShowing: boolean // shown although Mapillary no longer has it
  excluded: boolean // in an excluded area; told to its owner only
  hiding: Hiding | null // why it is hidden, for those who still see it
  isMatched: boolean // false: its key is one of another version of Mapillary's API
  isOwner: boolean
  ownMark: boolean | null // the viewer's own viewpoint mark
  ownMarkedAt: string | null // ISO 8601
  isFavourite: boolean // on the viewer's own list
  reports?: OwnReport[] // for its owner, the latest first
  marks?: Mark[] // for its owner: who finds it worth the trip, the latest first
}

/** `by`: what its owner hid the owner may show again; a moderator decides about the rest. */
export type Hiding = { by: 'owner' | 'moderator' | 'report'; reason: string | null; at: string }

type Feature<Properties> = {
  type: 'Feature'
  id: string
  geometry: { type: 'Point'; coordinates: LngLat } | null
  properties: Properties
}

export type PhotoFeature = Feature<PhotoProperties>
export type PhotoDetailsFeature = Feature<PhotoDetails>
