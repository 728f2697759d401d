import exifr from 'exifr'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { createPictures } from '@/demo/picture'
import { createWorld } from '@/demo/world'

const world = createWorld({
  sequences: [
    { username: 'ada', photos: 2, origin: [-68.3, -54.8], elevationM: 85, originalWidth: 640, seed: 'south' },
    { username: 'ada', photos: 1, isPanorama: true, theme: 'kyoto', originalWidth: 1024, seed: 'round' },
    { username: 'ada', photos: 1, cameraMake: '', cameraModel: '', originalWidth: 320, seed: 'nameless' },
  ],
})
const pictures = createPictures()

test('an original carries the position, altitude, direction, time and camera of its photo', async () => {
  const photo = photoOf('south')
  const tags = await exifr.parse(await pictures.original(photo), { reviveValues: false, gps: true })

  expect(tags.latitude).toBeCloseTo(photo.lngLat[1], 6)
  expect(tags.longitude).toBeCloseTo(photo.lngLat[0], 6)
  expect(tags.GPSAltitude).toBeCloseTo(photo.elevationM, 1)
  expect(tags.GPSImgDirection).toBeCloseTo(photo.compassAngle, 1)
  expect(tags.DateTimeOriginal).toBe('2020:06:01 09:30:00')
  expect([tags.Make, tags.Model]).toEqual(['GoPro', 'HERO8 Black'])
})

test('a 360° original says so in GPano and is twice as wide as high', async () => {
  const photo = photoOf('round')
  const original = await pictures.original(photo)
  const tags = await exifr.parse(original, { xmp: true })

  expect(tags.ProjectionType).toBe('equirectangular')
  expect([tags.FullPanoWidthPixels, tags.FullPanoHeightPixels]).toEqual([1024, 512])
  expect(await sharp(original).metadata()).toMatchObject({ format: 'jpeg', width: 1024, height: 512 })
})

test('a camera without a name writes none', async () => {
  const tags = await exifr.parse(await pictures.original(photoOf('nameless')))

  expect(tags.Make).toBeUndefined()
})

test('a photo is drawn the same every time, and the next one differently', async () => {
  const [first, second] = world.sequences.find((sequence) => sequence.photos.length === 2)?.photos ?? []
  if (!first || !second) throw new Error('Two photos were expected')

  const drawn = await pictures.thumbnail(first, 320)
  expect(await createPictures().thumbnail(first, 320)).toEqual(drawn)
  expect(await pictures.thumbnail(second, 320)).not.toEqual(drawn)
  expect(await sharp(drawn).metadata()).toMatchObject({ width: 320, height: 240 })
})

function photoOf(seed: string) {
  const index = ['south', 'round', 'nameless'].indexOf(seed)
  const photo = world.sequences.toSorted((a, b) => a.capturedAt.getTime() - b.capturedAt.getTime())[index]?.photos[0]
  if (!photo) throw new Error(`There is no photo of ${seed}`)
  return photo
}
