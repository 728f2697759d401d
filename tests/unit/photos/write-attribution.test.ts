import exifr from 'exifr'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { readPanoramaCrop } from '@/lib/photos/pictures/panorama-crop'
import { writeAttribution } from '@/lib/photos/pictures/write-attribution'
import { photoSphereXmp } from '@/tests/support/photo-sphere'

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

const xmpOf = (picture: Buffer) => exifr.parse(picture, { xmp: true, mergeOutput: true })

test('its XMP names them too, for programs that read no Exif', async () => {
  const saved = writeAttribution(await jpeg(), { username: 'Ada & <Co> 山', isPublic: true })
  const name = 'Ada &amp; &lt;Co&gt; 山' // this reader leaves the escapes
  expect(await xmpOf(saved)).toMatchObject({
    creator: name,
    rights: { lang: 'x-default', value: `${name}, CC BY-SA 4.0` },
    WebStatement: 'https://creativecommons.org/licenses/by-sa/4.0/',
    attributionName: name,
  })
  expect(await sharp(saved).stats()).toBeTruthy() // the picture itself is whole
})

test('the XMP of a panorama stays beside them', async () => {
  const part = { fullWidth: 128, croppedWidth: 64, croppedHeight: 48, left: 16, top: 8 }
  const panorama = await sharp(await jpeg())
    .withXmp(photoSphereXmp(part))
    .jpeg()
    .toBuffer()
  const saved = writeAttribution(panorama, { username: 'ada', isPublic: true })
  expect(readPanoramaCrop(saved)).toEqual({ ...readPanoramaCrop(panorama), isDoubted: false })
  expect(readPanoramaCrop(saved).width).toBe(0.5)
  expect(await xmpOf(saved)).toMatchObject({ creator: 'ada' })
})

test('XMP that names an author already is not contradicted', async () => {
  const author =
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq><rdf:li>Grace</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>'
  const saved = writeAttribution(
    await sharp(await jpeg())
      .withXmp(author)
      .jpeg()
      .toBuffer(),
    { username: 'ada', isPublic: true },
  )
  expect(saved.toString('latin1').split('<dc:creator>')).toHaveLength(2)
})

test('a private photo has no licence', async () => {
  const saved = writeAttribution(await jpeg(), { username: 'ada', isPublic: false })
  expect(await exifr.parse(saved)).toMatchObject({ Copyright: 'ada' })
  expect(saved.toString('latin1')).not.toContain('creativecommons.org/licenses')
})

test('what is no JPEG stays as it is', () => {
  const bytes = Buffer.from('no picture')
  expect(writeAttribution(bytes, { username: 'ada', isPublic: true })).toEqual(bytes)
})
