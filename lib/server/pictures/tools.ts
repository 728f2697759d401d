import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { type BlurService, createBlurService } from '@/lib/blurs/blur-service'
import { env } from '@/lib/config/env'
import { metrics } from '@/lib/metrics/metrics'
import { drawHere } from '@/lib/photos/drawing/draw-here'
import { createDrawingProcess } from '@/lib/photos/drawing/drawing-process'
import type { Drawer } from '@/lib/photos/drawing/types'
import { noteDrawn } from '@/lib/photos/pictures/note-drawn'
import { openPictureCache, type PictureCache } from '@/lib/photos/pictures/picture-cache'
import { createPictureTiles, type PictureTiles } from '@/lib/photos/pictures/picture-tiles'
import { createPictures, type Pictures } from '@/lib/photos/pictures/pictures'
import { mapillaryBreaker } from '@/lib/server/mapillary'
import { pictureSource, runtime } from '@/lib/server/runtime'

// Kept on globalThis so that hot reload and separately bundled routes share them.
const holder = globalThis as typeof globalThis & {
  mtpPictures?: Pictures
  mtpPictureTiles?: PictureTiles
  mtpDrawer?: Drawer
  mtpPictureCache?: PictureCache
}

export function pictureCache(): PictureCache {
  holder.mtpPictureCache ??= openPictureCache(env().MTP_DATA_DIR)
  return holder.mtpPictureCache
}

/** The pictures of photos, kept in a bounded folder under the data dir. */
export function pictures(): Pictures {
  if (holder.mtpPictures) return holder.mtpPictures
  holder.mtpPictures = createPictures({
    ...runtime(),
    breaker: mapillaryBreaker(),
    source: pictureSource(),
    drawer: drawer(),
    scratchFolder: emptyFolder('drawing'),
    noteDrawn: (photoId, isDrawn) => noteDrawn(runtime().db, photoId, isDrawn),
    cache: pictureCache(),
  })
  return holder.mtpPictures
}

/** The tiles of panoramas, kept in the same folder. */
export function pictureTiles(): PictureTiles {
  holder.mtpPictureTiles ??= createPictureTiles({
    backup: runtime().backup,
    source: pictureSource(),
    drawer: drawer(),
    scratchFolder: emptyFolder('tile-drawing'),
    cache: pictureCache(),
  })
  return holder.mtpPictureTiles
}

function emptyFolder(name: string): string {
  const folder = join(env().MTP_DATA_DIR, 'cache', name)
  rmSync(folder, { recursive: true, force: true }) // what a process that was killed left
  return folder
}

/** What draws pictures. The launcher builds the drawing process; without it they are drawn here. */
export function drawer(): Drawer {
  const script = env().MTP_DRAWING_PROCESS
  holder.mtpDrawer ??= counted(script === undefined ? drawHere : createDrawingProcess(script))
  return holder.mtpDrawer
}

function counted(drawing: Drawer): Drawer {
  const count = <T>(drawn: Promise<T>) =>
    drawn.then(
      (picture) => {
        metrics().drawings.inc({ result: 'drawn' })
        return picture
      },
      (error: unknown) => {
        metrics().drawings.inc({ result: 'failed' })
        throw error
      },
    )
  return {
    drawOriginal: (...of) => count(drawing.drawOriginal(...of)),
    drawInner: (...of) => count(drawing.drawInner(...of)),
    drawPreview: (...of) => count(drawing.drawPreview(...of)),
    drawBlurred: (...of) => count(drawing.drawBlurred(...of)),
    drawWebp: (...of) => count(drawing.drawWebp(...of)),
    drawTiles: (...of) => count(drawing.drawTiles(...of)),
  }
}

/** What finds faces and number plates; null: people draw them. */
export function blurService(): BlurService | null {
  const url = env().BLUR_URL
  return url === undefined ? null : createBlurService(url)
}
