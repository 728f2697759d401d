/** Draws pictures; throws Undrawable when the picture is at fault. */
export type Drawer = {
  /** A JPEG of the original in that file, at most `width` wide. */
  drawOriginal(path: string, width: number): Promise<Buffer>
  /** A JPEG for previews of links, from a picture of the photo. */
  drawPreview(picture: Uint8Array, isPano: boolean): Promise<Buffer>
}

/** What the drawing process is asked to do, and what it answers. */
export type DrawingJob = { path: string; width: number } | { picture: Uint8Array; isPano: boolean }
export type DrawingAnswer = { drawn: Uint8Array } | { reason: string }
