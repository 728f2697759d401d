import sharp from 'sharp'
import { expect, test } from 'vitest'
import { isWhole, readPanoramaCrop } from '@/lib/photos/pictures/panorama-crop'
import { withExtendedXmp, withSegment } from '@/tests/support/camera-files'
import { photoSphereXmp } from '@/tests/support/photo-sphere'

const jpeg = (xmp?: string) => {
  const picture = sharp({ create: { width: 200, height: 80, channels: 3, background: '#456' } }).jpeg()
  return (xmp ? picture.withXmp(xmp) : picture).toBuffer()
}
const WHOLE = { left: 0, top: 0, width: 1, height: 1 }
const pixels = { width: 200, height: 80 }
const RIGHT = { left: 0.25, top: 0.25, width: 0.5, height: 0.4, isDoubted: false, pixels }
const part = { fullWidth: 4000, croppedWidth: 2000, croppedHeight: 800, left: 1000, top: 500 }

test('the part of the sphere is what the file says, in shares', async () => {
  expect(readPanoramaCrop(await jpeg(photoSphereXmp(part)))).toEqual({
    left: 0.25,
    top: 0.25,
    width: 0.5,
    height: 0.4,
    isDoubted: false,
    pixels: { width: 200, height: 80 },
  })
})

test('the beginning of a file is enough', async () => {
  const file = await jpeg(photoSphereXmp(part))
  expect(isWhole(readPanoramaCrop(file.subarray(0, file.length - 40)))).toBe(false)
})

test.each([
  ['no metadata', undefined],
  ['a part that reaches out of the sphere', photoSphereXmp({ ...part, top: 1900 })],
  ['a part without width', photoSphereXmp({ ...part, croppedWidth: 0 })],
  ['the whole sphere', photoSphereXmp({ fullWidth: 4000, croppedWidth: 4000, croppedHeight: 2000, left: 0, top: 0 })],
])('%s is the whole sphere', async (_, xmp) => {
  expect(readPanoramaCrop(await jpeg(xmp))).toMatchObject(WHOLE)
})

test('a file that is no picture is no reason to fail', async () => {
  expect(readPanoramaCrop(Buffer.from('not a picture'))).toMatchObject(WHOLE)
})

const goPro = photoSphereXmp({ fullWidth: 4096, croppedWidth: 4096, croppedHeight: 1344, left: 0, top: 352 })
const sphere = (xmp: string) =>
  sharp({ create: { width: 512, height: 256, channels: 3, background: '#456' } })
    .jpeg()
    .withXmp(xmp)
    .toBuffer()

test('what contradicts the shape of the picture is not believed', async () => {
  expect(readPanoramaCrop(await sphere(goPro))).toEqual({
    ...WHOLE,
    isDoubted: true,
    pixels: { width: 512, height: 256 },
  })
  expect(readPanoramaCrop(await sphere(photoSphereXmp({ ...part, croppedHeight: 1000 })))).toMatchObject({
    height: 0.5,
    isDoubted: false,
  })
})

test('of several packets the first that can be so counts, also behind much other data', async () => {
  const right = await jpeg(photoSphereXmp(part))
  const file = withSegment(
    withSegment(right, 0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${goPro}`)),
    0xe2,
    Buffer.alloc(600_000, 1),
  )
  expect(readPanoramaCrop(file)).toEqual(RIGHT)
})

test('extended XMP is read across its segments, wherever it is cut', async () => {
  const plain = await jpeg()
  const xmp = photoSphereXmp(part)
  for (let cut = 60; cut < xmp.length; cut += 17) {
    expect(readPanoramaCrop(withExtendedXmp(plain, xmp, cut)), `cut at ${cut}`).toEqual(RIGHT)
  }
})

test('a packet without the usual wrapper counts; one of another projection does not', async () => {
  const bare = photoSphereXmp(part).replace(/<\/?x:xmpmeta[^>]*>/g, '')
  expect(
    readPanoramaCrop(withSegment(await jpeg(), 0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${bare}`))),
  ).toEqual(RIGHT)
  const cylinder = photoSphereXmp(part).replace('equirectangular', 'cylindrical')
  expect(readPanoramaCrop(await jpeg(cylinder))).toEqual({ ...WHOLE, isDoubted: true, pixels })
})

test('the bytes of a picture of another kind are no frame header', async () => {
  const png = await sharp({ create: { width: 200, height: 80, channels: 3, background: '#456' } })
    .png()
    .toBuffer()
  const frameOfNobody = Buffer.from([0xff, 0xc0, 0, 11, 8, 0, 1, 0, 9, 1, 1, 0x11, 0])
  expect(readPanoramaCrop(Buffer.concat([png, frameOfNobody, Buffer.from(photoSphereXmp(part))]))).toEqual({
    ...RIGHT,
    pixels: null,
  })
})
