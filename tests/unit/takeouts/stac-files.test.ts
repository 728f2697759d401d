import { expect, test } from 'vitest'
import type { PhotoFeature } from '@/lib/photos/types'
import { stacFiles } from '@/lib/takeouts/contents/stac-files'
import { photoFeature } from '@/tests/support/photo-feature'

const PLACES = { folder: 'data/ada/7', backupFolder: 'ada/7' }

/** The STAC files of a sequence with these photos, by name. */
async function filesOf(photos: PhotoFeature[]): Promise<Map<string, ReturnType<typeof JSON.parse>>> {
  async function* taken() {
    for (const photo of photos) yield { photo, key: `ada/7/PHOTO_${photo.properties.n}.jpg` }
  }
  const files = new Map<string, ReturnType<typeof JSON.parse>>()
  for await (const { path, text } of stacFiles({ id: 7, name: 'A walk', username: 'ada' }, PLACES, taken)) {
    const parts: string[] = []
    for await (const part of text) parts.push(String(part))
    files.set(path.replace(`${PLACES.folder}/stac/`, ''), JSON.parse(parts.join('')))
  }
  return files
}

test.each([
  [
    'one side',
    [
      [-3.1, 54.4],
      [-3.2, 54.5],
    ],
    [-3.2, 54.4, -3.1, 54.5],
  ],
  [
    'both sides of the prime meridian',
    [
      [-0.5, 51],
      [0.5, 52],
    ],
    [-0.5, 51, 0.5, 52],
  ],
  [
    'both sides of the antimeridian',
    [
      [179.5, -17],
      [-179.5, -16],
    ],
    [179.5, -17, -179.5, -16],
  ],
] as [string, [number, number][], number[]][])(
  'the box of photos on %s is the narrower one',
  async (_what, positions, box) => {
    const photos = positions.map((lngLat, index) => photoFeature(index + 1, {}, lngLat))
    const collection = (await filesOf(photos)).get('collection.json')
    const [found] = collection.extent.spatial.bbox
    for (const [at, side] of box.entries()) expect(found[at]).toBeCloseTo(side, 8)
  },
)

test('where Mapillary has ended no link leads there', async () => {
  const { links } = photoFeature(1).properties
  const ended = photoFeature(1, { links: { ...links, mapillary: null } })
  const hrefs = (item: { links: { href: unknown }[] }) => item.links.map(({ href }) => typeof href)
  expect(new Set(hrefs((await filesOf([ended])).get('PHOTO_1.json')))).toEqual(new Set(['string']))
})
