import type { LimitFunction } from 'p-limit'
import type { Drawer } from '@/lib/photos/drawing/types'
import { Undrawable } from '@/lib/photos/drawing/undrawable'
import { type createOnce, type Found, keep } from './kept-once'
import type { PictureCache } from './picture-cache'

const PATIENCE_MS = 150 // less than most lines take for the bytes that are saved
const MOST_WAITING = 32 // about the pictures of one page

export type WebpTools = {
  cache: PictureCache
  drawer: Drawer
  drawing: LimitFunction
  once: ReturnType<typeof createOnce>
  patienceMs?: number | undefined
}

/**
 * The WebP of a JPEG, kept under `name`. Nobody waits long for it: then the JPEG is sent, and the WebP is there the next time. While many
 * pictures wait to be drawn it is not begun.
 */
export async function asWebp(tools: WebpTools, name: string, jpeg: Found): Promise<Found> {
  if (jpeg.name === null) return jpeg
  const webp = tools.once(name, () => drawWebp(tools, name, jpeg)).catch(() => null)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), tools.patienceMs ?? PATIENCE_MS)
  })
  return (await Promise.race([webp, late]).finally(() => clearTimeout(timer))) ?? jpeg
}

/** Where the WebP is no smaller or cannot be drawn, the JPEG is kept in its place and it is not tried again. */
async function drawWebp({ cache, drawer, drawing }: WebpTools, name: string, jpeg: Found): Promise<Found> {
  if (drawing.pendingCount >= MOST_WAITING) return jpeg
  const { bytes } = jpeg
  const webp = await drawing(() => drawer.drawWebp(bytes)).catch((error: unknown) => {
    if (error instanceof Undrawable) return bytes
    throw error
  })
  return keep(cache, name, webp.length < bytes.length ? webp : bytes)
}
