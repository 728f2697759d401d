import type { LimitFunction } from 'p-limit'
import type { Drawer } from '@/lib/photos/drawing/types'
import { Undrawable } from '@/lib/photos/drawing/undrawable'
import { type Found, keep } from './kept-once'
import type { PictureCache } from './picture-cache'

const MOST_WAITING = 32 // about the pictures of one page

/**
 * The WebP of a JPEG, kept under `name`. The JPEG itself where the WebP is no smaller or cannot be drawn, which is kept too, or where so
 * many pictures wait to be drawn that it would be long in coming.
 */
export async function asWebp(
  { cache, drawer, drawing }: { cache: PictureCache; drawer: Drawer; drawing: LimitFunction },
  name: string,
  jpeg: Found,
): Promise<Found> {
  if (jpeg.name === null || drawing.pendingCount >= MOST_WAITING) return jpeg
  const webp = await drawing(() => drawer.drawWebp(jpeg.bytes)).catch((error: unknown) => {
    if (error instanceof Undrawable) return jpeg.bytes
    throw error
  })
  return keep(cache, name, webp.length < jpeg.bytes.length ? webp : jpeg.bytes)
}
