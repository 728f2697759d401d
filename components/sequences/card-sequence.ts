import type { ListedSequence } from '@/lib/sequences/find-sequences'
import { SKETCH_SIZE, type SketchPoint, sketchPath } from './sketch-path'

const MAX_TAGS = 4

type Shown =
  | 'id'
  | 'name'
  | 'username'
  | 'capturedAt'
  | 'timeZone'
  | 'transportType'
  | 'tags'
  | 'photoCount'
  | 'lengthMeters'
  | 'climbMeters'
  | 'isPano'
  | 'isPrivate'
  | 'isPublic'
  | 'isEmptied'
  | 'isDeleted'
  | 'hiddenAt'
  | 'unpublishedAt'
  | 'latestImport'
  | 'coverPhotoId'

/** What a card or a row shows of a sequence. `mapillaryUrl` is the page of the photo that is shown. */
export type CardSequence = Pick<ListedSequence, Shown> & {
  hasCover: boolean
  mapillaryUrl: string | null
  sketch: SketchPoint[] // of its line
}

/** A page holds its cards twice, as markup and as data: so the data is only what is shown. */
export function cardSequence(
  {
    line,
    coverPhotoKey,
    mapillaryKey: _mapillaryKey,
    description: _description,
    cameraMake: _cameraMake,
    tags,
    ...shown
  }: ListedSequence,
  photoPageUrl: (photoKey: string) => string | null,
): CardSequence {
  return {
    ...shown,
    tags: tags.slice(0, MAX_TAGS),
    hasCover: coverPhotoKey !== null,
    mapillaryUrl: coverPhotoKey === null ? null : photoPageUrl(coverPhotoKey),
    sketch: sketchPath(line, SKETCH_SIZE, 6),
  }
}
