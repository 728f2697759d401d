import { and, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { AppError } from '@/lib/errors'
import type { BackupForm } from '@/lib/model/pictures/photo-sources'
import type { PictureFlaw } from '@/lib/model/pictures/picture-flaws'
import type { PixelSize, TagShape } from '@/lib/model/pictures/picture-shapes'
import { missingSince } from '@/lib/visibility/missing-since'
import { type Viewer, visiblePhotos } from '@/lib/visibility/visible-rows'
import { blurredRegions } from './blurred-regions'

export type PhotoFile = {
  id: number
  key: string
  n: number
  isOwner: boolean
  isPublic: boolean
  isPano: boolean
  isOnMapillary: boolean // whether Mapillary shows it to everybody
  backupKey: string | null
  backupSha256: string | null
  backupForm: BackupForm | null
  publicKey: string | null // Mapillary's picture for everybody, kept by us
  pictureFlaws: PictureFlaw[]
  panoramaPixels: PixelSize | null // of its original; null: no panorama, or not known yet
  blurs: TagShape[] // what nobody but its owner sees
}

/** Where the pictures of a photo are. Throws NOT_FOUND when there is no such photo, or `viewer` may not see it. */
export async function getPhotoFile(
  db: Db,
  { photoId, viewer }: { photoId: number; viewer: Viewer },
): Promise<PhotoFile> {
  const [row] = await db
    .select({
      id: photos.id,
      key: photos.mapillaryKey,
      n: photos.n,
      ownerId: photos.ownerId,
      isPublic: photos.isPublic,
      isPano: photos.isPano,
      isPrivate: photos.isPrivate,
      missingSince,
      backupKey: photos.backupKey,
      backupSha256: photos.backupSha256,
      backupForm: photos.backupForm,
      publicKey: photos.publicKey,
      pictureFlaws: photos.pictureFlaws,
      panoramaCrop: photos.panoramaCrop,
      blurs: blurredRegions,
    })
    .from(photos)
    .where(and(eq(photos.id, photoId), visiblePhotos(viewer)))
  if (!row) throw new AppError('NOT_FOUND', `Photo ${photoId} not found`)
  const { ownerId, isPrivate, missingSince: since, panoramaCrop, ...file } = row
  return {
    ...file,
    isOwner: ownerId === viewer,
    isOnMapillary: !isPrivate && since === null,
    panoramaPixels: file.isPano ? (panoramaCrop?.pixels ?? null) : null,
  }
}
