import type { PixelSize, TagShape } from '@/lib/model/pictures/picture-shapes'

/** Draws pictures; throws Undrawable when the picture is at fault. */
export type Drawer = {
  /** A JPEG of a picture, or of the one in the file of that path, at most `width` wide. */
  drawOriginal(picture: string | Uint8Array, width: number): Promise<Buffer>
  /** The same of the largest picture inside a file that cannot be drawn itself. */
  drawInner(path: string, width: number): Promise<Buffer>
  /** A JPEG for previews of links, from a picture of the photo. */
  drawPreview(picture: Uint8Array, isPano: boolean): Promise<Buffer>
  /** A JPEG of a picture in which nothing can be recognised inside the regions. */
  drawBlurred(picture: Uint8Array, regions: TagShape[]): Promise<Buffer>
  /** The same picture as a WebP. */
  drawWebp(picture: Uint8Array): Promise<Buffer>
  /** JPEGs of all tiles of the picture in the file of that path when it is of that size, row by row, blurred inside the regions. */
  drawTiles(path: string, size: PixelSize, regions: TagShape[]): Promise<Buffer[]>
}

/** What the drawing process is asked to do, and what it answers. */
export type DrawingJob = {
  [Name in keyof Drawer]: { draw: Name; of: Parameters<Drawer[Name]> }
}[keyof Drawer]
export type DrawingAnswer = { drawn: Uint8Array[] } | { reason: string }
