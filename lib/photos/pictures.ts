import { pipeline } from 'node:stream/promises'
import pLimit from 'p-limit'
import sharp from 'sharp'
import type { Backup } from '@/lib/backup/types'
import { AppError } from '@/lib/errors'
import type { MapillaryClient, ThumbnailSize } from '@/lib/mapillary/types'
import type { PhotoFile } from './get-photo-file'
import type { PictureCache } from './picture-cache'

const ANSWER_WITHIN_MS = 4_000 // then the backup has to do
const READ_WITHIN_MS = 15_000
const REST_AFTER_FAILURE_MS = 30_000
const MAX_PICTURE_BYTES = 20_000_000
const MAX_PIXELS = 1_000_000_000 // panoramas of 30,000 pixels and more exist
const SHARPEST_OF_MAPILLARY: ThumbnailSize = 2048
const FULL_WIDTH = 8_192 // the widest that every graphics card takes

/** Pixels wide, or `full`: the sharpest there is, up to 8,192. */
export type PictureSize = ThumbnailSize | 'full'

export type Pictures = {
  /** A JPEG of a photo, at most `size` wide, or null when there is none anywhere. Authorise before. */
  find(photo: PhotoFile, size: PictureSize): Promise<Buffer | null>
}

/**
 * Pictures for the viewer: from Mapillary, from the backup, or (`auto`) from the backup when Mapillary has none or does
 * not answer. Each is kept in the cache; the same one asked for twice at once is made once.
 */
export function createPictures({
  mapillary,
  backup,
  source,
  cache,
}: {
  mapillary: Pick<MapillaryClient, 'downloadThumbnail'>
  backup: Pick<Backup, 'get'>
  source: 'auto' | 'backup' | 'mapillary'
  cache: PictureCache
}): Pictures {
  const rendering = pLimit(2)
  const underway = new Map<string, Promise<Buffer | null>>()
  let mapillaryRestsUntilMs = 0

  async function fromMapillary(photo: PhotoFile, size: ThumbnailSize): Promise<Buffer | null> {
    const mayRest = source === 'auto' && photo.backupKey !== null
    if (!photo.isOnMapillary || (mayRest && Date.now() < mapillaryRestsUntilMs)) return null
    try {
      return await downloadPicture(mapillary, photo.key, size)
    } catch (error) {
      const isMissing = error instanceof AppError && error.code === 'NOT_FOUND'
      if (!isMissing) mapillaryRestsUntilMs = Date.now() + REST_AFTER_FAILURE_MS
      return null
    }
  }

  async function fromBackup(photo: PhotoFile, width: number): Promise<Buffer | null> {
    const { backupKey } = photo
    return backupKey === null ? null : rendering(() => render(backup, backupKey, width))
  }

  async function draw(photo: PhotoFile, size: PictureSize): Promise<Buffer | null> {
    if (size === 'full') return fromBackup(photo, FULL_WIDTH)
    return (
      (source === 'backup' ? null : await fromMapillary(photo, size)) ??
      (source === 'mapillary' ? null : await fromBackup(photo, size))
    )
  }

  async function make(photo: PhotoFile, size: PictureSize): Promise<Buffer | null> {
    const picture = await draw(photo, size)
    // A full disk must not cost anybody the picture.
    if (picture) await cache.keep(nameOf(photo, size), picture).catch(() => undefined)
    return picture
  }

  return {
    async find(photo, wanted) {
      const hasFull = source !== 'mapillary' && photo.backupKey !== null
      const size = wanted === 'full' && !hasFull ? SHARPEST_OF_MAPILLARY : wanted
      const name = nameOf(photo, size)
      const kept = await cache.find(name)
      if (kept) return kept
      const running = underway.get(name) ?? make(photo, size).finally(() => underway.delete(name))
      underway.set(name, running)
      return running
    },
  }
}

function nameOf({ id }: PhotoFile, size: PictureSize): string {
  return `${id}-${size}.jpg`
}

async function downloadPicture(
  mapillary: Pick<MapillaryClient, 'downloadThumbnail'>,
  key: string,
  size: ThumbnailSize,
): Promise<Buffer> {
  const asked = mapillary.downloadThumbnail(key, size)
  const download = await within(ANSWER_WITHIN_MS, asked, () => {
    // The late answer's connection is given back; its failure no longer matters.
    asked.then(({ body }) => body.cancel()).catch(() => undefined)
  })
  const reader = download.body.getReader()
  const picture = await within(READ_WITHIN_MS, readAll(reader), () => {
    reader.cancel().catch(() => undefined)
  })
  if (picture[0] !== 0xff || picture[1] !== 0xd8)
    throw new AppError('UPSTREAM_FAILED', `Mapillary's picture of ${key} is not a JPEG`)
  return picture
}

async function readAll(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let total = 0
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    chunks.push(next.value)
    total += next.value.length
    if (total > MAX_PICTURE_BYTES) {
      await reader.cancel()
      throw new AppError('UPSTREAM_FAILED', 'The picture is larger than any picture of that size')
    }
  }
  return Buffer.concat(chunks)
}

async function within<T>(timeoutMs: number, work: Promise<T>, giveUp: () => void): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      giveUp()
      reject(new AppError('UPSTREAM_FAILED', 'Mapillary does not answer'))
    }, timeoutMs)
  })
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer))
}

async function render(backup: Pick<Backup, 'get'>, backupKey: string, width: number): Promise<Buffer | null> {
  const original = await backup.get(backupKey)
  if (!original) return null
  const resized = sharp({ limitInputPixels: MAX_PIXELS, sequentialRead: true })
    .autoOrient()
    .resize({ width, withoutEnlargement: true })
    .jpeg({ quality: 82, progressive: true })
  try {
    const [picture] = await Promise.all([resized.toBuffer(), pipeline(original.body, resized)])
    return picture
  } catch (cause) {
    throw new AppError('UPSTREAM_FAILED', `The original ${backupKey} cannot be drawn`, { cause })
  }
}
