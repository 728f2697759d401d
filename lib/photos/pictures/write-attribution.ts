import { dump, insert, load, TagValues } from 'piexif-ts'
import type { Attribution } from '@/lib/photos/get-attribution'

/** The JPEG with its photographer and licence in Exif, whatever else its Exif says; as it is when that cannot be read. */
export function writeAttribution(jpeg: Buffer, { username, isPublic }: Attribution): Buffer {
  const binary = jpeg.toString('latin1')
  try {
    const exif = load(binary)
    const licence = isPublic ? ', CC BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0/' : ''
    const image = {
      ...exif['0th'],
      [TagValues.ImageIFD.Artist]: utf8(username),
      [TagValues.ImageIFD.Copyright]: utf8(`${username}${licence}`),
    }
    return Buffer.from(insert(dump({ ...exif, '0th': image }), binary), 'latin1')
  } catch {
    return jpeg
  }
}

/** Exif has texts of bytes; readers of today take them for UTF-8. */
function utf8(text: string): string {
  return Buffer.from(text).toString('latin1')
}
