import { otherKindOf } from '@/lib/backup/picture-kind'
import { AppError } from '@/lib/errors'
import type { MapillaryClient } from '@/lib/mapillary/types'
import type { ThumbnailSize } from '@/lib/model/pictures/picture-sizes'

const VISITORS: Patience = { answerMs: 4_000, readMs: 15_000 } // then another source has to do
const MAX_PICTURE_BYTES = 20_000_000

/** How long to wait for the beginning of a picture, and for all of it. */
type Patience = { answerMs: number; readMs: number }

/** Mapillary did not answer in time: asking for another size would take as long. */
export class NoAnswer extends AppError {
  constructor() {
    super('UPSTREAM_FAILED', 'Mapillary does not answer')
  }
}

/** Mapillary's picture of a photo, a JPEG or another kind that we know. Throws NoAnswer, UPSTREAM_FAILED when what comes is no picture, else what Mapillary's client throws. */
export async function downloadPicture(
  mapillary: Pick<MapillaryClient, 'downloadThumbnail'>,
  key: string,
  size: ThumbnailSize,
  { answerMs, readMs }: Patience = VISITORS,
): Promise<Buffer> {
  const starting = mapillary.downloadThumbnail(key, size)
  const download = await within(answerMs, starting, () => {
    // The late answer's connection is given back; its failure no longer matters.
    starting.then(({ body }) => body.cancel()).catch(() => undefined)
  })
  const reader = download.body.getReader()
  const picture = await within(readMs, readAll(reader), () => {
    reader.cancel().catch(() => undefined)
  })
  if (!isJpeg(picture) && !otherKindOf(picture))
    throw new AppError('UPSTREAM_FAILED', `Mapillary's picture of ${key} is not a picture`)
  return picture
}

export function isJpeg(picture: Uint8Array): boolean {
  return picture[0] === 0xff && picture[1] === 0xd8
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
      reject(new NoAnswer())
    }, timeoutMs)
  })
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer))
}
