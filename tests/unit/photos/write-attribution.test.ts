import exifr from 'exifr'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { writeAttribution } from '@/lib/photos/pictures/write-attribution'

const jpeg = (exif: Record<string, string> = {}) =>
  sharp({ create: { width: 64, height: 48, channels: 3, background: '#1d5a41' } })
    .withExif({ IFD0: exif })
    .jpeg()
    .toBuffer()

test('a picture that is saved names its photographer and licence, and keeps what else it says', async () => {
  const saved = writeAttribution(await jpeg({ Make: 'Ricoh', Artist: 'nobody' }), { username: 'ada', isPublic: true })
  expect(await exifr.parse(saved)).toMatchObject({
    Make: 'Ricoh',
    Artist: 'ada',
    Copyright: 'ada, CC BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0/',
  })
  expect(await sharp(saved).metadata()).toMatchObject({ width: 64, height: 48, format: 'jpeg' })
})

test('a private photo has no licence', async () => {
  const saved = writeAttribution(await jpeg(), { username: 'ada', isPublic: false })
  expect(await exifr.parse(saved)).toMatchObject({ Copyright: 'ada' })
})

test('what is no JPEG stays as it is', () => {
  const bytes = Buffer.from('no picture')
  expect(writeAttribution(bytes, { username: 'ada', isPublic: true })).toEqual(bytes)
})
