import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { MAX_PICTURE_PIXELS } from '@/lib/model/pictures/picture-flaws'
import type { PixelSize, TagShape } from '@/lib/model/pictures/picture-shapes'
import { TILE_PIXELS, tileGrid } from '@/lib/model/pictures/tile-levels'
import { blurred } from './draw-blurred'
import { Undrawable } from './undrawable'

/**
 * JPEGs of all tiles of the picture in that file when it is of that size, row by row, with nothing to be recognised inside the regions. All
 * at once: the picture has to be unpacked as a whole for any of them. Throws Undrawable.
 */
export async function drawTiles(path: string, size: PixelSize, regions: TagShape[]): Promise<Buffer[]> {
  const folder = await mkdtemp(join(dirname(path), 'tiles-'))
  try {
    const options = { failOn: 'none', limitInputPixels: MAX_PICTURE_PIXELS, sequentialRead: true } as const
    const resized = sharp(path, options)
      .autoOrient()
      .resize({ ...size, fit: 'fill' })
    const picture = regions.length > 0 ? await blurred(resized, regions) : resized
    return await cut(picture, size, folder)
  } catch (error) {
    throw Undrawable.because(error)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** By way of a folder: the library cuts without holding the picture. */
async function cut(picture: Sharp, size: PixelSize, folder: string): Promise<Buffer[]> {
  await picture
    .jpeg({ quality: 82 })
    .tile({ size: TILE_PIXELS, overlap: 0, layout: 'dz', depth: 'one' })
    .toFile(join(folder, 'level.dz'))
  const { columns, rows } = tileGrid(size)
  const names = Array.from({ length: columns * rows }, (_, at) => `${at % columns}_${Math.floor(at / columns)}.jpeg`)
  const tiles: Buffer[] = []
  for (const name of names) tiles.push(await readFile(join(folder, 'level_files', '0', name)))
  return tiles
}
