import sharp, { type Sharp } from 'sharp'
import { MAX_PICTURE_PIXELS } from '@/lib/model/pictures/picture-flaws'
import type { PictureRing, TagShape } from '@/lib/model/pictures/picture-shapes'
import { Undrawable } from './undrawable'

const AS_JPEG = { quality: 82, progressive: true }
const CELLS = 6 // what is left of the longer side of a region: no blur that could be reckoned back
const GROWTH = 0.05 // of the longer side of a region: outlines are drawn by hand

type Picture = { data: Buffer; width: number; height: number; channels: 1 | 2 | 3 | 4 }
type Box = { left: number; top: number; width: number; height: number }

/** A JPEG of a picture in which nothing can be recognised inside the regions. Throws Undrawable. */
export async function drawBlurred(picture: Uint8Array, regions: TagShape[]): Promise<Buffer> {
  try {
    const upright = sharp(picture, { failOn: 'none', limitInputPixels: MAX_PICTURE_PIXELS }).autoOrient()
    return await (await blurred(upright, regions)).jpeg(AS_JPEG).toBuffer()
  } catch (error) {
    throw Undrawable.because(error)
  }
}

/** The same picture, in which nothing can be recognised inside the regions. Holds all of its pixels. */
export async function blurred(upright: Sharp, regions: TagShape[]): Promise<Sharp> {
  const picture = await readPixels(upright)
  const layers = []
  for (const ring of regions.flatMap(ringsOf)) layers.push(await blurredRegion(picture, ring))
  return fromPixels(picture).composite(layers)
}

async function readPixels(upright: Sharp): Promise<Picture> {
  const { data, info } = await upright.toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height, channels: info.channels }
}

function fromPixels({ data, ...raw }: Picture) {
  return sharp(data, { raw })
}

/** The box around an outline, made of a few cells of colour that run into each other, cut out along the outline. */
async function blurredRegion(picture: Picture, ring: PictureRing) {
  const { box, growth } = boxAround(ring, picture)
  const longer = Math.max(box.width, box.height)
  const cells = (side: number) => Math.max(1, Math.round((CELLS * side) / longer))
  const few = await fromPixels(picture)
    .extract(box)
    .resize({ width: cells(box.width), height: cells(box.height), fit: 'fill' })
    .png()
    .toBuffer()
  const smooth = await sharp(few)
    .resize({ width: box.width, height: box.height, fit: 'fill', kernel: 'cubic' })
    .ensureAlpha()
    .composite([{ input: outlineMask(ring, picture, { box, growth }), blend: 'dest-in' }])
    .png()
    .toBuffer()
  return { input: smooth, left: box.left, top: box.top }
}

function boxAround(ring: PictureRing, { width, height }: Picture): { box: Box; growth: number } {
  const xs = ring.map(([x]) => x * width)
  const ys = ring.map(([, y]) => y * height)
  const [west, north, east, south] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
  const growth = 1 + GROWTH * Math.max(east - west, south - north)
  const left = Math.max(0, Math.min(width - 1, Math.floor(west - growth)))
  const top = Math.max(0, Math.min(height - 1, Math.floor(north - growth)))
  return {
    box: {
      ...{ left, top },
      width: Math.max(1, Math.min(width, Math.ceil(east + growth)) - left),
      height: Math.max(1, Math.min(height, Math.ceil(south + growth)) - top),
    },
    growth,
  }
}

function outlineMask(ring: PictureRing, picture: Picture, { box, growth }: { box: Box; growth: number }): Buffer {
  const points = ring.map(([x, y]) => `${x * picture.width - box.left},${y * picture.height - box.top}`).join(' ')
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${box.width}" height="${box.height}"><polygon points="${points}" fill="#fff" stroke="#fff" stroke-width="${2 * growth}" stroke-linejoin="round"/></svg>`,
  )
}

function ringsOf(region: TagShape): PictureRing[] {
  return region.type === 'Polygon' ? region.coordinates : region.coordinates.map(([ring]) => ring)
}
