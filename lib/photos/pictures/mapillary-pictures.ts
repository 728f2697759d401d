import { AppError } from '@/lib/errors'
import { type Breaker, isAway } from '@/lib/mapillary/breaker'
import type { MapillaryClient } from '@/lib/mapillary/types'
import type { ThumbnailSize } from '@/lib/model/pictures/picture-sizes'
import type { PhotoFile } from '@/lib/photos/get-photo-file'
import { downloadPicture, isJpeg, NoAnswer } from './download-picture'
import { createResting } from './resting'

/** Thumbnails from Mapillary. A photo rests for a while after a failure, and all photos do while Mapillary is away. */
export function createMapillaryPictures(
  mapillary: Pick<MapillaryClient, 'downloadThumbnail'>,
  { breaker, toJpeg }: { breaker: Breaker; toJpeg: (picture: Uint8Array, width: number) => Promise<Buffer> },
) {
  const resting = createResting()
  return {
    isResting: (photo: PhotoFile) => resting.isResting(photo.id) || breaker.isOpen(),

    /** Null when Mapillary has none or fails; throws NoAnswer when it does not answer, or was not asked because it is away. */
    async find(photo: PhotoFile, size: ThumbnailSize): Promise<Buffer | null> {
      if (!photo.isOnMapillary) return null
      try {
        const picture = await breaker.call(() => downloadPicture(mapillary, photo.key, size), photo.id)
        return isJpeg(picture) ? picture : await toJpeg(picture, size)
      } catch (error) {
        if (isAway(error)) throw new NoAnswer()
        const isMissing = error instanceof AppError && error.code === 'NOT_FOUND'
        if (!isMissing) resting.failed(photo.id)
        if (error instanceof NoAnswer) throw error
        return null
      }
    },
  }
}
