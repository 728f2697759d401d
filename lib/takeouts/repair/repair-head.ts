import { createJpegScanner } from '@/lib/backup/jpeg'
import type { PanoramaCrop } from '@/lib/model/pictures/picture-shapes'
import type { PhotoFeature } from '@/lib/photos/types'
import { type PixelCrop, writeXmp } from '@/lib/takeouts/contents/write-xmp'
import { APP1, putFirst, readHead, type Segment, writeHead } from './jpeg-head'
import { isExif, writeExif } from './write-exif'

const XMP_NAME = 'http://ns.adobe.com/xap/1.0/\0'

export type Known = { photo: PhotoFeature; subjects: string[]; crop: PanoramaCrop | null }

/**
 * The beginning of a copy of an original with what we know written into its metadata, and from which byte of the original on the rest
 * follows: the picture itself is not touched. Null: it is damaged. An XMP packet of the camera's stays, unless it is a panorama's and does not say so.
 */
export function repairHead(
  bytes: Buffer,
  { photo, subjects, crop }: Known,
): { head: Buffer; tailOffset: number } | null {
  const read = readHead(bytes)
  if (!read) return null
  const { segments, scanStart } = read
  const exif = segments.find((segment) => segment.code === APP1 && isExif(segment.data))
  const xmp = segments.find(isXmp)
  const isXmpRight = xmp !== undefined && (!photo.properties.pano || xmp.data.includes('GPano:ProjectionType'))
  const others = segments.filter((segment) => segment !== exif && (isXmpRight || !isXmp(segment)))
  const added: Segment[] = [{ code: APP1, data: writeExif(photo, exif?.data ?? null) }]
  if (!isXmpRight) {
    const packet = writeXmp(photo, subjects, photo.properties.pano ? pixelsOf(bytes, crop) : null)
    added.push({ code: APP1, data: Buffer.from(XMP_NAME + packet) })
  }
  return { head: writeHead(putFirst(others, added)), tailOffset: scanStart }
}

function isXmp({ code, data }: Segment): boolean {
  return code === APP1 && data.subarray(0, XMP_NAME.length).toString('latin1') === XMP_NAME
}

function pixelsOf(bytes: Buffer, crop: PanoramaCrop | null): PixelCrop | null {
  const scanner = createJpegScanner()
  scanner.feed(bytes)
  const size = scanner.frame()
  return size && { ...size, crop }
}
