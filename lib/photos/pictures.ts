import pLimit from 'p-limit'
import type { Backup } from '@/lib/backup/types'
import { AppError } from '@/lib/errors'
import type { MapillaryClient, ThumbnailSize } from '@/lib/mapillary/types'
import { downloadPicture, NoAnswer } from './download-picture'
import type { Drawer } from './drawing/types'
import { Undrawable } from './drawing/undrawable'
import type { PhotoFile } from './get-photo-file'
import { type PictureCache, pictureName } from './picture-cache'
import { createResting } from './resting'
import { withScratchFile } from './scratch-file'
import { PICTURE_SIZES } from './types'

const TRY_AGAIN_AFTER_MS = 10 * 60_000 // what could not be drawn
const MOST_REMEMBERED = 10_000
const SHARPEST_OF_MAPILLARY: ThumbnailSize = 2048
const FULL_WIDTH = 8_192 // the widest that every graphics card takes

/** Pixels wide, or `full`: the sharpest there is, up to 8,192. */
export type PictureSize = ThumbnailSize | 'full'

export type Pictures = {
  /**
   * A JPEG of a photo, at most `size` wide unless there is only another one; null when there is none anywhere. Authorise before. Throws
   * UPSTREAM_FAILED when all there is is an original that cannot be drawn.
   */
  find(photo: PhotoFile, size: PictureSize): Promise<Buffer | null>
  /** What previews of links show of a photo, found as `find` does. */
  findPreview(photo: PhotoFile): Promise<Buffer | null>
}

/**
 * Pictures for the viewer: from Mapillary, from the backup, or (`auto`) from the backup when Mapillary has none or does not answer, else in
 * whatever other size there is. An original as it was uploaded is drawn for its owner only. Each is kept in the cache; the same one asked for twice at once is made once.
 */
export function createPictures({
  mapillary,
  backup,
  source,
  cache,
  drawer,
  scratchFolder,
  noteDrawn,
}: {
  mapillary: Pick<MapillaryClient, 'downloadThumbnail'>
  backup: Pick<Backup, 'get'>
  source: 'auto' | 'backup' | 'mapillary'
  cache: PictureCache
  drawer: Drawer
  scratchFolder: string
  /** Is told when an original turns out not to be drawable, or to be so again. */
  noteDrawn: (photoId: number, isDrawn: boolean) => Promise<void>
}): Pictures {
  const drawing = pLimit(2)
  const underway = new Map<string, Promise<Buffer | null>>()
  const resting = createResting()
  const undrawable = new Map<number, { error: unknown; untilMs: number }>()

  const hasOriginal = (photo: PhotoFile) =>
    source !== 'mapillary' &&
    photo.backupKey !== null &&
    mayShowOriginal(photo) &&
    !photo.pictureFlaws.includes('too-large')

  /** A database that is away must not cost anybody the picture: it is noted the next time. */
  const note = (photo: PhotoFile, isDrawn: boolean) => noteDrawn(photo.id, isDrawn).catch(() => undefined)

  /** Null when Mapillary has none or fails; throws NoAnswer. */
  async function fromMapillary(photo: PhotoFile, size: ThumbnailSize): Promise<Buffer | null> {
    if (!photo.isOnMapillary || source === 'backup') return null
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
  }

  async function fromOriginal(photo: PhotoFile, width: number): Promise<Buffer | null> {
    const { backupKey } = photo
    if (backupKey === null || !hasOriginal(photo)) return null
    const known = undrawable.get(photo.id)
    if (known && Date.now() < known.untilMs) throw known.error
    try {
      const picture = await drawing(async () => {
        const original = await backup.get(backupKey)
        if (!original) return null
        return withScratchFile({ folder: scratchFolder, body: original.body }, (path) =>
          drawer.drawOriginal(path, width),
        )
      })
      if (picture && photo.pictureFlaws.includes('undrawable')) await note(photo, true)
      return picture
    } catch (error) {
      if (!(error instanceof Undrawable)) throw error // the backup's failure, not the picture's
      if (undrawable.size >= MOST_REMEMBERED) undrawable.clear()
      undrawable.set(photo.id, { error, untilMs: Date.now() + TRY_AGAIN_AFTER_MS })
      if (!photo.pictureFlaws.includes('undrawable')) await note(photo, false)
      throw error
    }
  }

  async function inAnySize(photo: PhotoFile, size: PictureSize): Promise<Buffer | null> {
    for (const other of nearestSizes(size)) {
      const kept = await cache.find(nameOf(photo, other))
      if (kept) return kept
      const picture = await fromMapillary(photo, other)
      if (picture) return keep(nameOf(photo, other), picture)
    }
    return null
  }

  async function make(photo: PhotoFile, size: PictureSize): Promise<Buffer | null> {
    let failure: unknown
    const tried = async (attempt: Promise<Buffer | null>) =>
      attempt.catch((error: unknown) => {
        failure ??= error
        return null
      })
    const mayAsk = size !== 'full' && !(hasOriginal(photo) && resting.isResting(photo.id))
    const best =
      (mayAsk ? await tried(fromMapillary(photo, size)) : null) ??
      (await tried(fromOriginal(photo, size === 'full' ? FULL_WIDTH : size)))
    if (best) return keep(nameOf(photo, size), best)
    const other = failure instanceof NoAnswer ? null : await tried(inAnySize(photo, size))
    if (other || failure === undefined || failure instanceof NoAnswer) return other
    throw failure
  }

  /** A full disk must not cost anybody the picture. */
  async function keep(name: string, picture: Buffer): Promise<Buffer> {
    await cache.keep(name, picture).catch(() => undefined)
    return picture
  }

  async function once(name: string, work: () => Promise<Buffer | null>): Promise<Buffer | null> {
    const kept = await cache.find(name)
    if (kept) return kept
    const running = underway.get(name) ?? work().finally(() => underway.delete(name))
    underway.set(name, running)
    return running
  }

  async function find(photo: PhotoFile, wanted: PictureSize): Promise<Buffer | null> {
    const size = wanted === 'full' && !hasOriginal(photo) ? SHARPEST_OF_MAPILLARY : wanted
    return once(nameOf(photo, size), () => make(photo, size))
  }

  return {
    find,
    findPreview(photo) {
      const name = nameOf(photo, 'preview')
      return once(name, async () => {
        const picture = await find(photo, photo.isPano ? 'full' : SHARPEST_OF_MAPILLARY)
        return picture && keep(name, await drawing(() => drawer.drawPreview(picture, photo.isPano)))
      })
    },
  }
}

/** A file as it was uploaded has faces and number plates that Mapillary's blur has not been over. */
function mayShowOriginal({ isOwner, backupForm }: PhotoFile): boolean {
  return isOwner || backupForm === 'processed'
}

function nameOf(photo: PhotoFile, size: PictureSize | 'preview'): string {
  // A moderator sees of a hidden photo what everybody saw of it.
  const isForAll = !photo.isOwner || (photo.isPublic && (photo.backupKey === null || photo.backupForm === 'processed'))
  return pictureName(photo.id, isForAll ? 'public' : 'owner', size)
}

/** Larger ones first, the nearest before the others, then smaller ones. */
function nearestSizes(size: PictureSize): ThumbnailSize[] {
  const wanted = size === 'full' ? FULL_WIDTH : size
  return [
    ...PICTURE_SIZES.filter((other) => other >= wanted),
    ...PICTURE_SIZES.filter((other) => other < wanted).toReversed(),
  ]
}
