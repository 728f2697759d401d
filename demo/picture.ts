import sharp, { type Sharp } from 'sharp'
import { createCache } from './cache'
import { type Detection, detectionsOf } from './detections'
import { exifOf, gpanoXmp } from './exif'
import { createScene } from './scene/scene'
import type { DemoPhoto } from './world'

export const THUMBNAIL_WIDTHS = [320, 640, 1024, 2048] as const

export type Pictures = {
  /** The whole file as the camera wrote it: JPEG with EXIF, for 360° with GPano. */
  original(photo: DemoPhoto): Promise<Buffer>
  /** The same without metadata, as v4 gives it. */
  processed(photo: DemoPhoto): Promise<Buffer>
  /** JPEG of this width without metadata, but never wider than the original. */
  thumbnail(photo: DemoPhoto, width: number): Promise<Buffer>
  detections(photo: DemoPhoto): Detection[]
}

const CACHE_BYTES = 96 * 1024 * 1024
const CACHED_DETECTION_LISTS = 3000
const DRAWN_AT_MOST = 2600 // pixels wide; larger files are enlarged, which is quicker than drawing them

/** What a photo shows, this many pixels wide. */
export type Draw = (photo: DemoPhoto, width: number) => Sharp

/** Draws pictures on demand and keeps the last ones. */
export function createPictures(draw: Draw = drawScene): Pictures {
  const files = createCache<Buffer>(CACHE_BYTES, (file) => file.length)
  const lists = createCache<Detection[]>(CACHED_DETECTION_LISTS, () => 1)

  async function cached(name: string, draw: () => Promise<Buffer>): Promise<Buffer> {
    const known = files.get(name)
    if (known) return known
    const file = await draw()
    files.set(name, file)
    return file
  }

  const original = (photo: DemoPhoto) =>
    cached(photo.key, async () => {
      const width = photo.sequence.originalWidth
      const picture = draw(photo, width).jpeg({ quality: 84 }).withExif(exifOf(photo))
      const heading = (((photo.heading * 180) / Math.PI) % 360) + 360
      const { isPanorama } = photo.sequence
      const file = await (isPanorama ? picture.withXmp(gpanoXmp(width, width / 2, heading % 360)) : picture).toBuffer()
      return photo.oddity?.file?.(file) ?? file
    })

  return {
    original,
    processed: (photo) =>
      cached(`${photo.key}-processed`, async () => {
        const file = await draw(photo, photo.sequence.originalWidth).jpeg({ quality: 80 }).toBuffer()
        return photo.oddity?.file?.(file) ?? file
      }),
    thumbnail: (photo, wanted) => {
      const width = Math.min(wanted, photo.sequence.originalWidth)
      const isWhole = width === photo.sequence.originalWidth && photo.oddity?.file === undefined
      return cached(`${photo.key}-${width}`, async () => {
        const picture = isWhole ? sharp(await original(photo)) : draw(photo, width)
        return picture.jpeg({ quality: 80 }).toBuffer()
      })
    },
    detections(photo) {
      const known = lists.get(photo.key)
      if (known) return known
      const list = photo.hasDetections ? detectionsOf(photo, createScene(photo)) : []
      lists.set(photo.key, list)
      return list
    },
  }
}

function drawScene(photo: DemoPhoto, width: number): Sharp {
  const scene = createScene(photo)
  const drawing = sharp(Buffer.from(scene.svg(Math.min(width, DRAWN_AT_MOST)))).flatten({ background: '#ffffff' })
  return width > DRAWN_AT_MOST ? drawing.resize({ width, kernel: 'linear' }) : drawing
}
