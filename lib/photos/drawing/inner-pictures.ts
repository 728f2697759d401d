import { open } from 'node:fs/promises'
import { createJpegScanner } from '@/lib/backup/jpeg'
import { MAX_PICTURE_PIXELS } from '@/lib/model/pictures/picture-flaws'

const START = Buffer.from([0xff, 0xd8, 0xff])
const MOST_BYTES = 64 * 1024 * 1024
const MOST_TRIED = 50

/**
 * The JPEGs inside a file, those of most pixels first: cameras put previews into EXIF, and raw and HEIC files hold them too. The file's own
 * picture is not among them.
 */
export async function findInnerPictures(path: string): Promise<Buffer[]> {
  const bytes = await readHead(path)
  const found: { bytes: Buffer; pixels: number }[] = []
  let tried = 0
  for (let at = bytes.indexOf(START, 1); at !== -1 && tried < MOST_TRIED; at = bytes.indexOf(START, at + 1)) {
    tried += 1
    const scanner = createJpegScanner()
    scanner.feed(bytes.subarray(at))
    const { width, height } = scanner.frame() ?? { width: 0, height: 0 }
    const pixels = width * height
    if (scanner.isWhole() && pixels > 0 && pixels <= MAX_PICTURE_PIXELS)
      found.push({ bytes: bytes.subarray(at), pixels })
  }
  return found.toSorted((a, b) => b.pixels - a.pixels).map((picture) => picture.bytes)
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const bytes = Buffer.alloc(Math.min(size, MOST_BYTES))
    await file.read(bytes, 0, bytes.length, 0)
    return bytes
  } finally {
    await file.close()
  }
}
