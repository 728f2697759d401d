import sharp from 'sharp'
import { MAX_PICTURE_PIXELS } from '@/lib/model/pictures/picture-flaws'
import { PREVIEW } from '@/lib/photos/pictures/preview-size'
import { findInnerPictures } from './inner-pictures'
import { Undrawable } from './undrawable'

const PART_OF_SPHERE = 0.3 // of the whole turn: about what one sees at once
const AS_JPEG = { quality: 82, progressive: true }
const AS_WEBP = { quality: 78, effort: 2 } // as docs/decisions/016 measured
// As browsers do: what of a file can be decoded is drawn. Cameras write wrong scan headers, leave out end markers, pad with odd bytes.
const TOLERANT = { failOn: 'none', limitInputPixels: MAX_PICTURE_PIXELS } as const

/** A JPEG of a picture, or of the one in that file, at most `width` wide. Throws Undrawable. */
export async function drawOriginal(picture: string | Uint8Array, width: number): Promise<Buffer> {
  try {
    return await sharp(picture, { ...TOLERANT, sequentialRead: true })
      .autoOrient()
      .resize({ width, withoutEnlargement: true })
      .jpeg(AS_JPEG)
      .toBuffer()
  } catch (error) {
    throw Undrawable.because(error)
  }
}

/** The same picture as a WebP. Throws Undrawable. */
export async function drawWebp(picture: Uint8Array): Promise<Buffer> {
  try {
    return await sharp(picture, TOLERANT).autoOrient().webp(AS_WEBP).toBuffer()
  } catch (error) {
    throw Undrawable.because(error)
  }
}

/** A JPEG of the largest picture inside a file that cannot be drawn itself. Throws Undrawable. */
export async function drawInner(path: string, width: number): Promise<Buffer> {
  for (const inner of await findInnerPictures(path)) {
    const drawn = await drawOriginal(inner, width).catch(() => null)
    if (drawn) return drawn
  }
  throw new Undrawable('there is no other picture inside it')
}

/** A JPEG for previews of links, from a picture of the photo: filled whole; of a sphere what lies ahead. */
export async function drawPreview(picture: Uint8Array, isPano: boolean): Promise<Buffer> {
  const drawing = sharp(picture, TOLERANT)
  if (isPano) {
    const { width, height } = await sharp(picture, TOLERANT).metadata()
    const across = Math.round(width * PART_OF_SPHERE)
    const down = Math.min(height, Math.round((across * PREVIEW.height) / PREVIEW.width))
    const [left, top] = [Math.floor((width - across) / 2), Math.floor((height - down) / 2)]
    drawing.extract({ left, top, width: across, height: down })
  }
  return drawing
    .resize({ ...PREVIEW, fit: 'cover' })
    .jpeg(AS_JPEG)
    .toBuffer()
}
