import pLimit from 'p-limit'
import type { Backup } from '@/lib/backup/types'
import type { PictureType } from '@/lib/model/pictures/picture-types'
import { type TileAddress, type TileLevel, tileGrid, tileLevelsOf } from '@/lib/model/pictures/tile-levels'
import type { Drawer } from '@/lib/photos/drawing/types'
import { Undrawable } from '@/lib/photos/drawing/undrawable'
import type { PhotoFile } from '@/lib/photos/get-photo-file'
import { asWebp } from './as-webp'
import { createOnce, type Found, keep } from './kept-once'
import { hasOriginal } from './original-pictures'
import type { PictureCache } from './picture-cache'
import { nameOf, type Picture, tagOf, toPicture } from './picture-names'
import { withScratchFile } from './scratch-file'

const TRY_AGAIN_AFTER_MS = 10 * 60_000 // a level that could not be drawn
const MOST_REMEMBERED = 10_000

export type PictureTiles = {
  /** A tile of the original of a panorama; null: there is none, or the viewer may not see it so sharp. Authorise before. Throws UPSTREAM_FAILED. */
  findAs(photo: PhotoFile, tile: TileAddress, type: PictureType): Promise<Picture | null>
  /** The tags that it has for who takes `type`, known without drawing it. Empty: there is none. */
  tagsOf(photo: PhotoFile, tile: TileAddress, type: PictureType): string[]
}

/**
 * Panoramas by tiles, as sharp as their originals. An original as it was uploaded is drawn only for its owner; blurred regions are blurred for
 * everybody else. Who first asks for a tile has all of its level drawn, which costs about what one of its tiles would.
 */
export function createPictureTiles({
  backup,
  source,
  cache,
  drawer,
  scratchFolder,
  patienceMs,
}: {
  backup: Pick<Backup, 'get'>
  source: 'auto' | 'backup' | 'mapillary'
  cache: PictureCache
  drawer: Drawer
  scratchFolder: string
  patienceMs?: number
}): PictureTiles {
  const [levelDrawing, drawing] = [pLimit(1), pLimit(2)]
  const once = createOnce(cache)
  const underway = new Map<string, Promise<Buffer[]>>()
  const undrawable = new Map<string, { error: Undrawable; untilMs: number }>()

  function levelOf(photo: PhotoFile, { level, column, row }: TileAddress): TileLevel | null {
    if (source === 'mapillary' || !hasOriginal(photo) || photo.panoramaPixels === null) return null
    const found = tileLevelsOf(photo.panoramaPixels).find((each) => each.level === level)
    const { columns, rows } = tileGrid(found ?? { width: 0, height: 0 })
    return found && column < columns && row < rows ? found : null
  }

  async function draw(photo: PhotoFile, level: TileLevel): Promise<Buffer[]> {
    const original = photo.backupKey === null ? null : await backup.get(photo.backupKey)
    if (!original) return []
    const regions = photo.isOwner ? [] : photo.blurs
    const tiles = await withScratchFile({ folder: scratchFolder, body: original.body }, (path) =>
      drawer.drawTiles(path, { width: level.width, height: level.height }, regions),
    )
    const { columns } = tileGrid(level)
    for (const [at, tile] of tiles.entries()) {
      const address = { level: level.level, column: at % columns, row: Math.floor(at / columns) }
      await keep(cache, nameOf(photo, sizeOf(address)), tile)
    }
    return tiles
  }

  /** All tiles of a level. Those who ask for several of them at once share the work. What could not be drawn is not tried again for a while. */
  function drawLevel(photo: PhotoFile, level: TileLevel): Promise<Buffer[]> {
    const name = nameOf(photo, sizeOf({ level: level.level, column: 0, row: 0 }))
    const earlier = undrawable.get(name)
    if (earlier && Date.now() < earlier.untilMs) return Promise.reject(earlier.error)
    const drawn =
      underway.get(name) ??
      levelDrawing(() => draw(photo, level))
        .catch((error: unknown) => {
          if (undrawable.size >= MOST_REMEMBERED) undrawable.clear()
          if (error instanceof Undrawable) undrawable.set(name, { error, untilMs: Date.now() + TRY_AGAIN_AFTER_MS })
          throw error
        })
        .finally(() => underway.delete(name))
    underway.set(name, drawn)
    return drawn
  }

  async function findJpeg(photo: PhotoFile, tile: TileAddress, level: TileLevel): Promise<Found | null> {
    const name = nameOf(photo, sizeOf(tile))
    return once(name, async () => {
      const bytes = (await drawLevel(photo, level))[tile.row * tileGrid(level).columns + tile.column]
      return bytes ? { bytes, name } : null
    })
  }

  async function findWebp(photo: PhotoFile, tile: TileAddress, level: TileLevel): Promise<Found | null> {
    const name = nameOf(photo, sizeOf(tile), 'image/webp')
    const kept = await cache.find(name)
    if (kept) return { bytes: kept, name }
    const jpeg = await findJpeg(photo, tile, level)
    return jpeg && asWebp({ cache, drawer, drawing, once, patienceMs }, name, jpeg)
  }

  return {
    async findAs(photo, tile, type) {
      const level = levelOf(photo, tile)
      const found = level && (await (type === 'image/webp' ? findWebp : findJpeg)(photo, tile, level))
      return found && toPicture(photo, found)
    },
    tagsOf(photo, tile, type) {
      if (!levelOf(photo, tile)) return []
      const types = new Set([type, 'image/jpeg'] as const)
      return [...types].map((one) => tagOf(photo, nameOf(photo, sizeOf(tile), one)))
    },
  }
}

function sizeOf({ level, column, row }: TileAddress) {
  return `t${level}x${column}x${row}` as const
}
