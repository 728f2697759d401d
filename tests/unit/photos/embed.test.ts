import sharp from 'sharp'
import { expect, test } from 'vitest'
import { describeOembed, photoIdOf } from '@/lib/photos/describe-oembed'
import { drawPreview } from '@/lib/photos/drawing/draw'
import { embedCode } from '@/lib/photos/embed-code'
import { embedPage } from '@/lib/photos/embed-page'
import { PREVIEW } from '@/lib/photos/pictures/preview-size'
import { toFeature } from '@/lib/photos/to-feature'

const origin = 'https://paths.test'
const photo = toFeature(
  {
    id: 7,
    ownerId: 1,
    n: 3,
    key: 'k',
    capturedAt: null,
    lng: null,
    lat: null,
    computedLng: null,
    computedLat: null,
    compassAngle: null,
    pano: false,
    cameraMake: null,
    cameraModel: null,
    altitude: null,
    altitudeSource: null,
    computedAltitude: null,
    doubts: [],
    private: false,
    public: true,
    hiddenAt: null,
    sequenceHiddenAt: null,
    viewpointCount: 0,
    goneAt: null,
    backupKey: null,
    sequenceId: 2,
    sequenceName: 'Up "& <down>',
    sequencePrivate: false,
    username: 'a<b>',
  },
  { viewer: null, origin, photoPageUrl: (key) => `https://mapillary.test/${key}` },
)

test('the frame holds the view, and no name breaks out of it', () => {
  expect(embedCode(`${origin}/photos/7?view=1,2,3&panel=data`, photo)).toBe(
    `<iframe src="${origin}/embed/photos/7?view=1%2C2%2C3" width="640" height="400" title="Up &quot;&amp; &lt;down&gt;, photo 3" style="border:0" allowfullscreen loading="lazy"></iframe>`,
  )
})

test('no name and no view breaks out of the embedded page', () => {
  const details = {
    ...photo,
    properties: {
      ...photo.properties,
      tags: [],
      total: 3,
      neighbours: { previous: [], next: [] },
      backup: null,
      panoramaCrop: null,
      isPanoramaDoubted: false,
      tileLevels: [],
      trusted: [],
      excluded: false,
      keepShowing: false,
      hiding: null,
      isMatched: true,
      isOwner: false,
      ownMark: null,
      ownMarkedAt: null,
      isFavourite: false,
    },
  }
  const html = embedPage(details, '"><script>alert(1)</script>')
  expect(html.match(/<script/g)).toHaveLength(1)
  expect(html).not.toContain('<b>')
  expect(html).not.toContain('<down>')
})

test.each([
  [`${origin}/photos/7`, 7],
  [`${origin}/photos/7?view=1,2,3`, 7],
  [`${origin}/embed/photos/7`, 7],
  [`${origin}/photos/7/`, 7],
  [`${origin}/photos/7/?view=1,2,3#here`, 7],
  ['http://PATHS.test/photos/7', 7],
  ['https://paths.test:443/embed/photos/7/', 7],
])('%s is the photo %d', (address, id) => {
  expect(photoIdOf(address, origin)).toBe(id)
})

test.each([
  [1200, 630, true],
  [1199, 630, false],
  [1200, 629, false],
])('within %d by %d pixels a thumbnail is told: %s', (maxWidth, maxHeight, hasOne) => {
  const told = describeOembed(photo, { url: `${origin}/photos/7`, origin, maxWidth, maxHeight })
  const thumbnail = Object.keys(told).filter((key) => key.startsWith('thumbnail'))
  expect(thumbnail).toEqual(hasOne ? ['thumbnail_url', 'thumbnail_width', 'thumbnail_height'] : [])
})

test('what is shown comes from the origin, in the size that was asked for, however small', () => {
  const told = describeOembed(photo, {
    url: 'http://paths.test/photos/7/?view=1',
    origin,
    maxWidth: 50,
    maxHeight: 9_999,
  })
  expect(told).toMatchObject({ width: 50, height: 400 })
  expect(told.html).toContain(`src="${origin}/embed/photos/7?view=1" width="50" height="400"`)
})

test.each([
  'ftp://paths.test/photos/7',
  'https://paths.test:8443/photos/7',
  '',
  'x',
  `${origin}/photos/`,
  `${origin}/photos/7/tags`,
  'https://paths.test.evil/photos/7',
])('%j is no photo', (address) => {
  expect(() => photoIdOf(address, origin)).toThrow('expected the page of a photo here')
})

test.each([
  ['a flat picture', 800, 600, false],
  ['a sphere', 2048, 1024, true],
  ['a narrow part of a sphere', 900, 100, true],
])('the preview of %s has the size that chats show', async (_, width, height, isPano) => {
  const picture = await sharp({ create: { width, height, channels: 3, background: '#456' } })
    .jpeg()
    .toBuffer()
  expect(await sharp(await drawPreview(picture, isPano)).metadata()).toMatchObject({ format: 'jpeg', ...PREVIEW })
})
