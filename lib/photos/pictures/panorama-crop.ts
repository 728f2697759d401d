import { z } from 'zod'
import { createJpegScanner } from '@/lib/backup/jpeg'
import type { PanoramaCrop, PixelSize } from '@/lib/model/pictures/picture-shapes'

const WHOLE_SPHERE: PanoramaCrop = { left: 0, top: 0, width: 1, height: 1 }
const SHAPE_TOLERANCE = 0.02 // of width by height: pictures are resized to whole pixels

/** `isDoubted`: the file says something, but it cannot be so; the whole sphere then. `pixels`: null for what is no JPEG. */
export type ReadCrop = PanoramaCrop & { isDoubted: boolean; pixels: PixelSize | null }

const pixels = z.coerce.number().nonnegative().finite()

/** Google's Photo Sphere metadata. Source: https://developers.google.com/streetview/spherical-metadata */
const WirePhotoSphere = z.object({
  ProjectionType: z
    .string()
    .trim()
    .regex(/^equirectangular$/i)
    .optional(),
  FullPanoWidthPixels: pixels.positive(),
  FullPanoHeightPixels: pixels.positive().optional(),
  CroppedAreaImageWidthPixels: pixels.positive(),
  CroppedAreaImageHeightPixels: pixels.positive(),
  CroppedAreaLeftPixels: pixels,
  CroppedAreaTopPixels: pixels,
})
type PhotoSphere = z.infer<typeof WirePhotoSphere>

/**
 * Which part of the sphere a panorama's file says that it covers; `head` is its beginning, with the metadata. Of several packets the first
 * that can be so counts. The whole sphere when none says anything, or what they say contradicts itself or the shape of the picture.
 */
export function readPanoramaCrop(head: Buffer): ReadCrop {
  const scanner = createJpegScanner()
  if (head[0] === 0xff && head[1] === 0xd8) scanner.feed(head) // in a picture of another kind everything may look like a header
  const frame = scanner.frame()
  const pixels = frame?.width && frame.height ? frame : null
  const spheres = packetsOf(head)
  for (const packet of spheres) {
    const sphere = WirePhotoSphere.safeParse(packet).data
    const crop = sphere && (frame === null || isOfShape(sphere, frame)) ? cropOf(sphere) : null
    if (crop) return { ...crop, isDoubted: false, pixels }
  }
  return { ...WHOLE_SPHERE, isDoubted: spheres.some((packet) => 'FullPanoWidthPixels' in packet), pixels }
}

// Extended XMP goes on in the next segment behind a header: GUID, length and offset. Source: XMP specification part 3, 1.1.3.1
const EXTENSION_HEADER = /\xff\xe1..http:\/\/ns\.adobe\.com\/xmp\/extension\/\0.{40}/gs

/** What each XMP packet says, as attributes or as elements. Some have no `x:xmpmeta` around them. */
function packetsOf(head: Buffer): Record<string, string>[] {
  const packets = head
    .toString('latin1')
    .replace(EXTENSION_HEADER, '')
    .split(/<rdf:RDF\b/)
    .slice(1)
  return packets.map((packet) => {
    const found = packet.matchAll(/GPano:(\w+)(?:\s*=\s*["']([^"']*)["']|>([^<]*)<)/g)
    return Object.fromEntries([...found].map(([, name, attribute, element]) => [name, attribute ?? element ?? '']))
  })
}

/** Whether the picture can be that part, whatever it was resized to. */
function isOfShape(sphere: PhotoSphere, { width, height }: { width: number; height: number }): boolean {
  const statedRatio = sphere.CroppedAreaImageWidthPixels / sphere.CroppedAreaImageHeightPixels
  return Math.abs(statedRatio / (width / height) - 1) <= SHAPE_TOLERANCE
}

function cropOf(sphere: PhotoSphere): PanoramaCrop | null {
  const fullWidth = sphere.FullPanoWidthPixels
  const fullHeight = fullWidth / 2 // a sphere is twice as wide as high, whatever else is written
  const above = (fullHeight - (sphere.FullPanoHeightPixels ?? fullHeight)) / 2
  const crop = {
    left: sphere.CroppedAreaLeftPixels / fullWidth,
    top: (sphere.CroppedAreaTopPixels + above) / fullHeight,
    width: sphere.CroppedAreaImageWidthPixels / fullWidth,
    height: sphere.CroppedAreaImageHeightPixels / fullHeight,
  }
  const fits = crop.top >= 0 && crop.left + crop.width <= 1.001 && crop.top + crop.height <= 1.001
  return fits ? crop : null
}

export function isWhole({ left, top, width, height }: PanoramaCrop): boolean {
  return left === 0 && top === 0 && width > 0.999 && height > 0.999
}
