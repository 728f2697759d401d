import sharp from 'sharp'
import { expect, test } from 'vitest'
import { isWhole, readPanoramaCrop, WHOLE_SPHERE } from '@/lib/photos/panorama-crop'
import { photoSphereXmp } from '@/tests/support/photo-sphere'

const jpeg = (xmp?: string) => {
  const picture = sharp({ create: { width: 200, height: 80, channels: 3, background: '#456' } }).jpeg()
  return (xmp ? picture.withXmp(xmp) : picture).toBuffer()
}
const part = { fullWidth: 4000, croppedWidth: 2000, croppedHeight: 800, left: 1000, top: 500 }

test('the part of the sphere is what the file says, in shares', async () => {
  expect(await readPanoramaCrop(await jpeg(photoSphereXmp(part)))).toEqual({
    left: 0.25,
    top: 0.25,
    width: 0.5,
    height: 0.4,
  })
})

test('the beginning of a file is enough', async () => {
  const file = await jpeg(photoSphereXmp(part))
  expect(isWhole(await readPanoramaCrop(file.subarray(0, file.length - 40)))).toBe(false)
})

test.each([
  ['no metadata', undefined],
  ['a part that reaches out of the sphere', photoSphereXmp({ ...part, top: 1900 })],
  ['a part without width', photoSphereXmp({ ...part, croppedWidth: 0 })],
  ['the whole sphere', photoSphereXmp({ fullWidth: 4000, croppedWidth: 4000, croppedHeight: 2000, left: 0, top: 0 })],
])('%s is the whole sphere', async (_, xmp) => {
  expect(await readPanoramaCrop(await jpeg(xmp))).toEqual(WHOLE_SPHERE)
})

test('a file that is no picture is no reason to fail', async () => {
  expect(await readPanoramaCrop(Buffer.from('not a picture'))).toEqual(WHOLE_SPHERE)
})
