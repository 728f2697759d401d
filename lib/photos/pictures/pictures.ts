import pLimit from 'p-limit'
import type { Backup } from '@/lib/backup/types'
import type { Breaker } from '@/lib/mapillary/breaker'
import type { MapillaryClient } from '@/lib/mapillary/types'
import { type DrawnSize, PICTURE_SIZES, THUMBNAIL_SIZES, type ThumbnailSize } from '@/lib/model/pictures/picture-sizes'
import type { PictureType } from '@/lib/model/pictures/picture-types'
import type { Drawer } from '@/lib/photos/drawing/types'
import type { PhotoFile } from '@/lib/photos/get-photo-file'
import { asWebp } from './as-webp'
import { NoAnswer } from './download-picture'
import { createOnce, type Found, keep } from './kept-once'
import { createMapillaryPictures } from './mapillary-pictures'
import { createOriginalPictures, hasOriginal, hasOwnCopy } from './original-pictures'
import type { PictureCache } from './picture-cache'
import { nameOf, type Picture, tagOf, toPicture } from './picture-names'

const PREVIEW_SIZES: DrawnSize[] = [2048, 'full', 1024, 640, 320]
const SHARPEST_OF_MAPILLARY: ThumbnailSize = 2048

export type Pictures = {
  /**
   * A JPEG of a photo, at most `size` wide unless there is only another one; null when there is none anywhere. Authorise before. Throws
   * UPSTREAM_FAILED when all there is is an original that cannot be drawn.
   */
  find(photo: PhotoFile, size: DrawnSize): Promise<Buffer | null>
  /** What `find` finds, as `type` or as a JPEG. */
  findAs(photo: PhotoFile, size: DrawnSize, type: PictureType): Promise<Picture | null>
  /** The tags that pictures have for who takes `type`, known without reading or drawing any. Those that stand in for a better one have others. */
  tagsOf(photo: PhotoFile, size: DrawnSize, type: PictureType): string[]
  /** What previews of links show of a photo, found as `find` does. */
  findPreview(photo: PhotoFile): Promise<Buffer | null>
  previewTagOf(photo: PhotoFile): string
}

/**
 * Pictures for the viewer: from Mapillary, from the backup, or (`auto`) from the backup when Mapillary has none or does not answer, else in
 * any other size, else the one inside the original. An original as it was uploaded is drawn only for its owner; others see Mapillary's
 * picture that was kept for them. Blurred regions are blurred for everybody else before a picture is kept. Each picture is cached; two
 * requests for the same one at the same time share the work.
 */
export function createPictures({
  mapillary,
  breaker,
  backup,
  source,
  cache,
  drawer,
  scratchFolder,
  noteDrawn,
  patienceMs,
}: {
  mapillary: Pick<MapillaryClient, 'downloadThumbnail'>
  breaker: Breaker
  backup: Pick<Backup, 'get'>
  source: 'auto' | 'backup' | 'mapillary'
  cache: PictureCache
  drawer: Drawer
  scratchFolder: string
  /** Is told when an original turns out not to be drawable, or to be so again. */
  noteDrawn: (photoId: number, isDrawn: boolean) => Promise<void>
  /** How long a visitor waits for the WebP of a JPEG. */
  patienceMs?: number
}): Pictures {
  const drawing = pLimit(2)
  const toJpeg = (picture: Uint8Array, width: number) => drawing(() => drawer.drawOriginal(picture, width))
  const thumbnails = source === 'backup' ? null : createMapillaryPictures(mapillary, { breaker, toJpeg })
  const originals =
    source === 'mapillary' ? null : createOriginalPictures({ backup, drawer, drawing, scratchFolder, noteDrawn })
  const once = createOnce(cache)
  const mayDraw = (photo: PhotoFile) => originals !== null && hasOriginal(photo)
  const hasOwn = (photo: PhotoFile) => originals !== null && hasOwnCopy(photo)

  async function make(photo: PhotoFile, size: DrawnSize): Promise<Found | null> {
    let failure: unknown
    const noteFailure = (error: unknown) => {
      failure ??= error
      return null
    }
    const isThumbnail = size !== 'full' && !(hasOwn(photo) && thumbnails?.isResting(photo))
    const best =
      (isThumbnail ? await thumbnails?.find(photo, size).catch(noteFailure) : null) ??
      (await originals?.find(photo, PICTURE_SIZES[size].maxWidth).catch(noteFailure))
    if (best) return finish(photo, nameOf(photo, size), best)
    const hasAnswered = !(failure instanceof NoAnswer) // else another size would keep the visitor waiting as long
    const other = await makeInAnySize(photo, size, hasAnswered).catch(noteFailure)
    const worst = other ?? (failure === undefined ? null : await makeFromInside(photo, size).catch(noteFailure))
    if (worst) return { bytes: worst.bytes, name: null }
    if (failure === undefined || failure instanceof NoAnswer) return null
    throw failure
  }

  /** Has a name of its own in the cache: Mapillary may have a better one soon. */
  async function makeFromInside(photo: PhotoFile, size: DrawnSize): Promise<Found | null> {
    const name = nameOf(photo, `inner${size}`)
    return once(name, async () => {
      const picture = await originals?.findInner(photo, PICTURE_SIZES[size].maxWidth)
      return picture ? finish(photo, name, picture) : null
    })
  }

  async function makeInAnySize(photo: PhotoFile, size: DrawnSize, asksMapillary: boolean): Promise<Found | null> {
    for (const other of nearestSizes(size)) {
      const name = nameOf(photo, other)
      const bytes = await cache.find(name)
      if (bytes) return { bytes, name }
      const picture = asksMapillary && (await thumbnails?.find(photo, other))
      if (picture) return finish(photo, name, picture)
    }
    return null
  }

  /** Throws when it cannot be blurred: then nobody sees it. */
  async function finish(photo: PhotoFile, name: string, picture: Buffer): Promise<Found> {
    const isBlurred = !photo.isOwner && photo.blurs.length > 0
    return keep(cache, name, isBlurred ? await drawing(() => drawer.drawBlurred(picture, photo.blurs)) : picture)
  }

  const sizeOf = (photo: PhotoFile, size: DrawnSize) =>
    size === 'full' && !mayDraw(photo) ? SHARPEST_OF_MAPILLARY : size

  async function findJpeg(photo: PhotoFile, requested: DrawnSize): Promise<Found | null> {
    const size = sizeOf(photo, requested)
    return once(nameOf(photo, size), () => make(photo, size))
  }

  async function findWebp(photo: PhotoFile, size: DrawnSize): Promise<Found | null> {
    const name = nameOf(photo, sizeOf(photo, size), 'image/webp')
    const kept = await cache.find(name)
    if (kept) return { bytes: kept, name }
    const jpeg = await findJpeg(photo, size)
    return jpeg && asWebp({ cache, drawer, drawing, once, patienceMs }, name, jpeg)
  }

  async function makePreview(photo: PhotoFile, name: string): Promise<Found | null> {
    let failure: unknown
    for (const size of photo.isPano ? (['full', ...PREVIEW_SIZES] as const) : PREVIEW_SIZES) {
      try {
        const picture = await findJpeg(photo, size)
        return (
          picture && (await keep(cache, name, await drawing(() => drawer.drawPreview(picture.bytes, photo.isPano))))
        )
      } catch (error) {
        failure ??= error // another size may be drawable
      }
    }
    throw failure
  }

  return {
    find: async (photo, size) => (await findJpeg(photo, size))?.bytes ?? null,
    async findAs(photo, size, type) {
      const found = await (type === 'image/webp' ? findWebp : findJpeg)(photo, size)
      return found && toPicture(photo, found)
    },
    tagsOf(photo, size, type) {
      const types = new Set([type, 'image/jpeg'] as const)
      return [...types].map((one) => tagOf(photo, nameOf(photo, sizeOf(photo, size), one)))
    },
    async findPreview(photo) {
      const name = nameOf(photo, 'preview')
      return (await once(name, () => makePreview(photo, name)))?.bytes ?? null
    },
    previewTagOf: (photo) => tagOf(photo, nameOf(photo, 'preview')),
  }
}

/** Larger ones first, the nearest before the others, then smaller ones. */
function nearestSizes(size: DrawnSize): ThumbnailSize[] {
  const wanted = PICTURE_SIZES[size].maxWidth
  return [
    ...THUMBNAIL_SIZES.filter((other) => other >= wanted),
    ...THUMBNAIL_SIZES.filter((other) => other < wanted).toReversed(),
  ]
}
