import sharp from 'sharp'

export const PREVIEW = { width: 1200, height: 630 } // as chats and social pages show links
const PART_OF_SPHERE = 0.3 // of the whole turn: about what one sees at once

/** A JPEG for previews of links, from a picture of the photo: filled whole; of a sphere what lies ahead. */
export async function drawPreview(picture: Buffer, isPano: boolean): Promise<Buffer> {
  const drawing = sharp(picture)
  if (isPano) {
    const { width, height } = await sharp(picture).metadata()
    const across = Math.round(width * PART_OF_SPHERE)
    const down = Math.min(height, Math.round((across * PREVIEW.height) / PREVIEW.width))
    const [left, top] = [Math.floor((width - across) / 2), Math.floor((height - down) / 2)]
    drawing.extract({ left, top, width: across, height: down })
  }
  return drawing
    .resize({ ...PREVIEW, fit: 'cover' })
    .jpeg({ quality: 82, progressive: true })
    .toBuffer()
}
