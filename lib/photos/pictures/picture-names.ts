import { createHash } from 'node:crypto'
import type { DrawnSize } from '@/lib/model/pictures/picture-sizes'
import type { PictureType } from '@/lib/model/pictures/picture-types'
import { nameOfBlurs } from '@/lib/photos/blurred-regions'
import type { PhotoFile } from '@/lib/photos/get-photo-file'
import { isJpeg } from './download-picture'
import type { Found } from './kept-once'
import { pictureName } from './picture-cache'

/** `tag`: its entity tag, a weak one. */
export type Picture = { bytes: Buffer; type: PictureType; tag: string }

export function toPicture(photo: PhotoFile, { bytes, name }: Found): Picture {
  const type = isJpeg(bytes) ? 'image/jpeg' : 'image/webp'
  return { bytes, type, tag: name === null ? weak(bytes) : tagOf(photo, name) }
}

/**
 * The entity tag of the picture of that name, which says all that a picture follows from, so that it is known without reading or drawing it.
 * Mapillary's key tells the photo from one that had its id in another database.
 */
export function tagOf(photo: PhotoFile, name: string): string {
  return weak(`${photo.key}/${name}`)
}

function weak(value: string | Buffer): string {
  return `W/"${createHash('sha1').update(value).digest('base64url')}"`
}

/** A tile as names of pictures name it: its level, column and row. */
export type TileSize = `t${number}x${number}x${number}`

/** Under which name a picture of the photo is kept for its viewer. */
export function nameOf(
  photo: PhotoFile,
  size: DrawnSize | 'preview' | `inner${DrawnSize}` | TileSize,
  type: PictureType = 'image/jpeg',
): string {
  // A moderator sees of a hidden photo what everybody saw of it.
  const isSameForOwner = photo.blurs.length === 0 && (photo.backupKey === null || photo.backupForm === 'processed')
  const isForAll = !photo.isOwner || (photo.isPublic && isSameForOwner)
  const blurs = photo.isOwner ? null : nameOfBlurs(photo.blurs)
  return pictureName(photo.id, { audience: isForAll ? 'public' : 'owner', size, blurs, type })
}
