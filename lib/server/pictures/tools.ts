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
import { createPictures, type Pictures } from '@/lib/photos/pictures/pictures'
import { mapillaryBreaker } from '@/lib/server/mapillary'
import { runtime } from '@/lib/server/runtime'

// Kept on globalThis so that hot reload and separately bundled routes share them.
const holder = globalThis as typeof globalThis & {
  mtpPictures?: Pictures
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
  const scratchFolder = join(env().MTP_DATA_DIR, 'cache', 'drawing')
  rmSync(scratchFolder, { recursive: true, force: true }) // what a process that was killed left
  holder.mtpPictures = createPictures({
    ...runtime(),
    breaker: mapillaryBreaker(),
    source: runtime().mapillary.hasEnded ? 'backup' : env().PHOTO_SOURCE,
    drawer: drawer(),
    scratchFolder,
    noteDrawn: (photoId, isDrawn) => noteDrawn(runtime().db, photoId, isDrawn),
    cache: pictureCache(),
  })
  return holder.mtpPictures
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
  }
}

/** What finds faces and number plates; null: people draw them. */
export function blurService(): BlurService | null {
  const url = env().BLUR_URL
  return url === undefined ? null : createBlurService(url)
}
