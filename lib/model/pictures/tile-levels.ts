import type { PictureBox, PixelSize } from './picture-shapes'

/** A size in which a panorama can be had by tiles; `level` doubles the width each time. */
export type TileLevel = PixelSize & { level: number }

export type TilePlace = { column: number; row: number }

export type TileAddress = TilePlace & { level: number }

export const TILE_PIXELS = 1_024 // of both sides; tiles at the right and the bottom are what is left

const FIRST_LEVEL = 2 // 4,096 pixels wide: smaller ones are there as whole pictures
const WIDEST_WITHOUT = 2_048

/** The levels of an original of that size, the smallest first; the last is as sharp as the original. Empty: a whole picture is as sharp. */
export function tileLevelsOf(original: PixelSize): TileLevel[] {
  const levels: TileLevel[] = []
  if (original.width <= WIDEST_WITHOUT) return levels
  for (let level = FIRST_LEVEL; levels.at(-1)?.width !== original.width; level++) {
    const width = Math.min(original.width, TILE_PIXELS * 2 ** level)
    levels.push({ level, width, height: Math.max(1, Math.round((original.height * width) / original.width)) })
  }
  return levels
}

/** How many tiles a level has. */
export function tileGrid({ width, height }: PixelSize): { columns: number; rows: number } {
  return { columns: Math.ceil(width / TILE_PIXELS), rows: Math.ceil(height / TILE_PIXELS) }
}

/** Which part of the picture a tile shows. */
export function tileBox({ width, height }: PixelSize, { column, row }: TilePlace): PictureBox {
  const [left, top] = [column * TILE_PIXELS, row * TILE_PIXELS]
  return {
    left: left / width,
    top: top / height,
    width: Math.min(TILE_PIXELS, width - left) / width,
    height: Math.min(TILE_PIXELS, height - top) / height,
  }
}
