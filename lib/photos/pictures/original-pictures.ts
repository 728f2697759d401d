import type { LimitFunction } from 'p-limit'
import type { Backup } from '@/lib/backup/types'
import type { Drawer } from '@/lib/photos/drawing/types'
import { Undrawable } from '@/lib/photos/drawing/undrawable'
import type { PhotoFile } from '@/lib/photos/get-photo-file'
import { withScratchFile } from './scratch-file'

const TRY_AGAIN_AFTER_MS = 10 * 60_000 // what could not be drawn
const MOST_REMEMBERED = 10_000

/** Pictures drawn from what the backup holds of a photo. What could not be drawn is not tried again for a while. */
export function createOriginalPictures({
  backup,
  drawer,
  drawing,
  scratchFolder,
  noteDrawn,
}: {
  backup: Pick<Backup, 'get'>
  drawer: Drawer
  drawing: LimitFunction // how many are drawn at once
  scratchFolder: string
  noteDrawn: (photoId: number, isDrawn: boolean) => Promise<void>
}) {
  const undrawable = new Map<number, { error: unknown; untilMs: number }>()

  /** A database that is away must not cost anybody the picture: it is noted the next time. */
  const note = (photo: PhotoFile, isDrawn: boolean) => noteDrawn(photo.id, isDrawn).catch(() => undefined)

  function draw(backupKey: string, drawFile: (path: string) => Promise<Buffer>): Promise<Buffer | null> {
    return drawing(async () => {
      const original = await backup.get(backupKey)
      return original && withScratchFile({ folder: scratchFolder, body: original.body }, drawFile)
    })
  }

  /** Null when there is nothing that may be shown. Throws when it cannot be drawn, or the backup fails. */
  async function find(photo: PhotoFile, width: number): Promise<Buffer | null> {
    if (photo.backupKey !== null && hasOriginal(photo)) return drawOriginal(photo, photo.backupKey, width)
    return photo.publicKey === null ? null : draw(photo.publicKey, (path) => drawer.drawOriginal(path, width))
  }

  async function drawOriginal(photo: PhotoFile, key: string, width: number): Promise<Buffer | null> {
    const earlier = undrawable.get(photo.id)
    if (earlier && Date.now() < earlier.untilMs) throw earlier.error
    try {
      const picture = await draw(key, (path) => drawer.drawOriginal(path, width))
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

  /** The largest picture inside the original: better than none. Null as `find`; throws when there is none that can be drawn. */
  async function findInner(photo: PhotoFile, width: number): Promise<Buffer | null> {
    if (photo.backupKey === null || !mayShowOriginal(photo)) return null
    return draw(photo.backupKey, (path) => drawer.drawInner(path, width))
  }

  return { find, findInner }
}

type Original = Pick<PhotoFile, 'isOwner' | 'backupKey' | 'backupForm' | 'pictureFlaws'>

/** Whether there is an original that may be drawn and shown. */
export function hasOriginal(photo: Original): boolean {
  return photo.backupKey !== null && mayShowOriginal(photo) && !photo.pictureFlaws.includes('too-large')
}

/** Whether there is anything that may be drawn and shown: the original, or Mapillary's picture that was kept for everybody. */
export function hasOwnCopy(photo: PhotoFile): boolean {
  return hasOriginal(photo) || photo.publicKey !== null
}

/** A file as it was uploaded has faces and number plates that Mapillary's blur has not been over. */
function mayShowOriginal({ isOwner, backupForm }: Original): boolean {
  return isOwner || backupForm === 'processed'
}
