import { expect, test } from 'vitest'
import { VIEWPOINT_WRITERS } from '@/lib/exports/writers'
import type { ViewpointPlace } from '@/lib/viewpoints/find-viewpoints'
import { toViewpointFeature } from '@/lib/viewpoints/to-viewpoint-feature'

const image = (size: number) => `http://127.0.0.1:3000/api/v1/photos/7/image?size=${size}`
const VIEWPOINT: ViewpointPlace = {
  id: '3',
  rank: 1,
  score: 0.34,
  peopleFor: 2,
  peopleAgainst: 1,
  lastMarkedAt: '2024-05-03T10:00:00.000Z',
  distance: null,
  photo: {
    type: 'Feature',
    id: '7',
    geometry: { type: 'Point', coordinates: [-3.1, 54.45] },
    properties: {
      key: 'abc',
      sequence: { id: '1', name: 'Tom & Jerry’s <walk>\u0007' },
      user: { username: 'ada' },
      n: 1,
      capturedAt: '2024-05-01T10:00:00.000Z',
      timeZone: null,
      cameraMake: null,
      cameraModel: null,
      compassAngle: 90,
      pano: false,
      altitude: 812.4,
      altitudeSource: 'camera',
      computedAltitude: null,
      doubts: [],
      private: false,
      public: true,
      hidden: false,
      viewpointCount: 2,
      goneAt: null,
      licence: 'CC BY-SA 4.0',
      computedPosition: null,
      links: {
        self: 'http://127.0.0.1:3000/api/v1/photos/7',
        page: 'http://127.0.0.1:3000/photos/7',
        images: { 320: image(320), 640: image(640), 1024: image(1024), 2048: image(2048) },
        mapillary: 'https://www.mapillary.com/app/?pKey=abc',
        sequence: 'http://127.0.0.1:3000/sequences/1',
      },
    },
  },
}
const PAGE = { viewpoints: [VIEWPOINT], nextCursor: null }
const LINKS = {
  self: 'http://127.0.0.1:3000/api/v1/viewpoints?bbox=1,2,3,4&format=atom',
  next: 'http://127.0.0.1:3000/api/v1/viewpoints?cursor=x&format=atom',
  page: 'http://127.0.0.1:3000/viewpoints',
}

test('GeoJSON is in lng, lat order and says whose picture it is', () => {
  const feature = toViewpointFeature(VIEWPOINT)
  expect(feature).toMatchObject({
    id: '3',
    geometry: { coordinates: [-3.1, 54.45] },
    properties: { rank: 1, peopleFor: 2, peopleAgainst: 1, photo: { id: '7', user: { username: 'ada' } } },
  })
  expect(feature.properties).not.toHaveProperty('distance')
  expect(toViewpointFeature({ ...VIEWPOINT, distance: 12.5 }).properties).toHaveProperty('distance', 12.5)
})

test('GPX holds a waypoint with height, name and source, and no character that XML refuses', () => {
  const gpx = VIEWPOINT_WRITERS.gpx(PAGE, LINKS)
  expect(gpx).toContain('<wpt lat="54.45" lon="-3.1">')
  expect(gpx).toContain('<ele>812.4</ele>')
  expect(gpx).toContain('<name>1. Tom &amp; Jerry’s &lt;walk&gt;</name>')
  expect(gpx).toContain(
    '2 people find this worth the trip, 1 does not. Photo looking east, 812 m, 1 May 2024. Image by ada on Mapillary, CC BY-SA 4.0.',
  )
  expect(gpx).not.toContain('\u0007')
})

test('heights of another zero are no elevation, and what has no position no waypoint', () => {
  const photo = {
    ...VIEWPOINT.photo,
    properties: { ...VIEWPOINT.photo.properties, altitudeSource: 'reference' as const },
  }
  expect(VIEWPOINT_WRITERS.gpx({ ...PAGE, viewpoints: [{ ...VIEWPOINT, photo }] }, LINKS)).not.toContain('<ele>')
  const unplaced = { ...VIEWPOINT, photo: { ...photo, geometry: null } }
  expect(VIEWPOINT_WRITERS.gpx({ ...PAGE, viewpoints: [unplaced] }, LINKS)).not.toContain('<wpt')
})

test('Atom names itself, its next page and each viewpoint for good', () => {
  const atom = VIEWPOINT_WRITERS.atom(PAGE, LINKS)
  expect(atom).toContain('<id>tag:127.0.0.1,2026:viewpoint/3</id>')
  expect(atom).toContain(
    '<link rel="self" type="application/atom+xml" href="http://127.0.0.1:3000/api/v1/viewpoints?bbox=1,2,3,4&amp;format=atom"/>',
  )
  expect(atom).toContain('<link rel="next" href="http://127.0.0.1:3000/api/v1/viewpoints?cursor=x&amp;format=atom"/>')
  expect(atom).toContain('<updated>2024-05-03T10:00:00.000Z</updated>')
  expect(atom).toContain('<georss:point>54.45 -3.1</georss:point>')
  expect(VIEWPOINT_WRITERS.atom({ ...PAGE, viewpoints: [] }, LINKS)).toContain('<updated>1970')
})

test.each([
  ['http://127.0.0.1:3000', '127.0.0.1'],
  ['https://Photos.Example.:8443', 'photos.example'],
  ['https://bücher.example', 'xn--bcher-kva.example'],
  ['http://[::1]:3000', '1'],
])('ids of Atom on %s are valid tags of RFC 4151, the same on every page', (site, host) => {
  const self = `${site}/api/v1/viewpoints?format=atom&bbox=1,2,3,4`
  const ids = (address: string) =>
    [...VIEWPOINT_WRITERS.atom(PAGE, { ...LINKS, self: address }).matchAll(/<id>(.*?)<\/id>/g)].map(([, id]) => id)
  expect(ids(self)).toEqual([`tag:${host},2026:viewpoints?bbox=1%2C2%2C3%2C4`, `tag:${host},2026:viewpoint/3`])
  expect(ids(`${self}&cursor=x&limit=5`)).toEqual(ids(self))
})
