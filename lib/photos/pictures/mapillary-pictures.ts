import { AppError } from '@/lib/errors'
import type { MapillaryClient } from '@/lib/mapillary/types'
import type { ThumbnailSize } from '@/lib/model/picture-sizes'
import type { PhotoFile } from '@/lib/photos/get-photo-file'
import { downloadPicture, NoAnswer } from './download-picture'
import { createResting } from './resting'

/** Thumbnails from Mapillary. A photo rests for a while after a failure, and all photos do when Mapillary seems to be down. */
export function createMapillaryPictures(mapillary: Pick<MapillaryClient, 'downloadThumbnail'>) {
  const resting = createResting()
  return {
    isResting: (photo: PhotoFile) => resting.isResting(photo.id),

    /** Null when Mapillary has none or fails; throws NoAnswer. */
    async find(photo: PhotoFile, size: ThumbnailSize): Promise<Buffer | null> {
      if (!photo.isOnMapillary) return null
      try {
        const picture = await downloadPicture(mapillary, photo.key, size)
        resting.answered()
        return picture
      } catch (error) {
        const isMissing = error instanceof AppError && error.code === 'NOT_FOUND'
        if (isMissing) resting.answered()
        else resting.failed(photo.id)
        if (error instanceof NoAnswer) throw error
        return null
      }
    },
  }
}
