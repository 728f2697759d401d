import exifr from 'exifr'
import { z } from 'zod'
import type { PanoramaCrop } from '@/lib/model/picture-shapes'

export const WHOLE_SPHERE: PanoramaCrop = { left: 0, top: 0, width: 1, height: 1 }

const pixels = z.coerce.number().nonnegative().finite()

/** Google's Photo Sphere metadata. Source: https://developers.google.com/streetview/spherical-metadata */
const WirePhotoSphere = z.object({
  FullPanoWidthPixels: pixels.positive(),
  FullPanoHeightPixels: pixels.positive().optional(),
  CroppedAreaImageWidthPixels: pixels.positive(),
  CroppedAreaImageHeightPixels: pixels.positive(),
  CroppedAreaLeftPixels: pixels,
  CroppedAreaTopPixels: pixels,
})

/** Which part of the sphere a panorama's file says that it covers; `head` is its beginning, with the metadata. The whole one when it says nothing sound. */
export async function readPanoramaCrop(head: Buffer): Promise<PanoramaCrop> {
  const metadata: unknown = await exifr
    .parse(head, { tiff: false, xmp: true, mergeOutput: false })
    .catch(() => undefined) // a file without any
  const found = z.object({ GPano: WirePhotoSphere }).safeParse(metadata)
  return found.success ? cropOf(found.data.GPano) : WHOLE_SPHERE
}

function cropOf(sphere: z.infer<typeof WirePhotoSphere>): PanoramaCrop {
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
  return fits ? crop : WHOLE_SPHERE
}

export function isWhole({ left, top, width, height }: PanoramaCrop): boolean {
  return left === 0 && top === 0 && width > 0.999 && height > 0.999
}
