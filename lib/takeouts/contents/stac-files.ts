import { posix } from 'node:path'
import { plainJson } from '@/lib/format/plain-json'
import { type BboxPair, joinPairs, narrower, wrapBbox } from '@/lib/geo/bbox'
import type { LngLat } from '@/lib/geo/lng-lat'
import { photoTitle } from '@/lib/photos/photo-title'
import type { SmallFile } from './pack-files'
import type { PackedSequence, TakenPhoto } from './taken-photos'

const VERSION = '1.0.0'
const LICENCE = 'CC-BY-SA-4.0'
const JSON_TYPE = 'application/json'
const GEOJSON_TYPE = 'application/geo+json'
const WORLD = [-180, -90, 180, 90] // STAC wants a box also of what has no position

export const STAC_COLLECTION_FILE = 'stac/collection.json'

type Described = Pick<PackedSequence, 'id' | 'name' | 'username'>
type Places = { folder: string; backupFolder: string }

/**
 * A sequence as a static STAC collection with its photos as items (https://github.com/radiantearth/stac-spec, 1.0.0). All links are relative:
 * it is right wherever the folder lies. A photo without a time is no item, because STAC wants one.
 */
export async function* stacFiles(
  sequence: Described,
  { folder, backupFolder }: Places,
  photos: () => AsyncIterable<TakenPhoto>,
): AsyncGenerator<SmallFile> {
  const extent = createExtent()
  for await (const { photo, key } of photos()) {
    const { capturedAt, n } = photo.properties
    if (capturedAt === null) continue
    extent.add(photo.geometry?.coordinates ?? null, capturedAt, n)
    const file = posix.relative(`${backupFolder}/stac`, key)
    yield { path: `${folder}/stac/${itemName(n)}`, text: [`${plainJson(itemOf(sequence, photo, file, capturedAt))}\n`] }
  }
  yield { path: `${folder}/${STAC_COLLECTION_FILE}`, text: [`${plainJson(collectionOf(sequence, extent.get()))}\n`] }
}

/** The catalog of all sequences; `collections`: the paths of theirs. */
export function stacCatalog(collections: string[]): SmallFile {
  const catalog = {
    type: 'Catalog',
    stac_version: VERSION,
    id: 'map-the-paths-takeout',
    title: 'Photos from Map the Paths',
    description: 'A collection is a sequence, an item one of its photos.',
    links: [
      { rel: 'root', href: './catalog.json', type: JSON_TYPE },
      ...collections.map((path) => ({ rel: 'child', href: `./${path}`, type: JSON_TYPE })),
    ],
  }
  return { path: 'catalog.json', text: [`${plainJson(catalog)}\n`] }
}

function itemOf(
  { id }: Described,
  photo: TakenPhoto['photo'],
  file: string,
  datetime: string,
): Record<string, unknown> {
  const { compassAngle, altitude, pano, viewpointCount, user, links } = photo.properties
  const [lng, lat] = photo.geometry?.coordinates ?? []
  return {
    type: 'Feature',
    stac_version: VERSION,
    stac_extensions: compassAngle === null ? [] : ['https://stac-extensions.github.io/view/v1.0.0/schema.json'],
    id: photo.id,
    collection: String(id),
    geometry: photo.geometry,
    ...(lng !== undefined && lat !== undefined && { bbox: [lng, lat, lng, lat] }),
    properties: {
      datetime,
      title: photoTitle(photo),
      license: LICENCE,
      providers: [{ name: user.username, roles: ['producer', 'licensor'] }],
      ...(compassAngle !== null && { 'view:azimuth': compassAngle }),
      'mtp:pano': pano,
      ...(altitude !== null && { 'mtp:altitude': altitude }),
      'mtp:viewpoint_count': viewpointCount,
    },
    assets: { original: { href: file, type: 'image/jpeg', title: 'The original', roles: ['data'] } },
    links: [
      { rel: 'root', href: '../../../../catalog.json', type: JSON_TYPE },
      { rel: 'parent', href: './collection.json', type: JSON_TYPE },
      { rel: 'collection', href: './collection.json', type: JSON_TYPE },
      { rel: 'alternate', href: links.page, type: 'text/html' },
      ...(links.mapillary === null ? [] : [{ rel: 'via', href: links.mapillary, type: 'text/html' }]),
    ],
  }
}

type Extent = { bbox: number[]; first: string | null; last: string | null; numbers: number[] }

function collectionOf({ id, name, username }: Described, { bbox, first, last, numbers }: Extent) {
  return {
    type: 'Collection',
    stac_version: VERSION,
    id: String(id),
    title: name,
    description: `Photos by ${username}: ${name}`,
    license: LICENCE,
    providers: [{ name: username, roles: ['producer', 'licensor'] }],
    extent: { spatial: { bbox: [bbox] }, temporal: { interval: [[first, last]] } },
    links: [
      { rel: 'root', href: '../../../../catalog.json', type: JSON_TYPE },
      { rel: 'parent', href: '../../../../catalog.json', type: JSON_TYPE },
      ...numbers.map((n) => ({ rel: 'item', href: `./${itemName(n)}`, type: GEOJSON_TYPE })),
    ],
  }
}

function createExtent() {
  let boxes: BboxPair | null = null
  let first: string | null = null
  let last: string | null = null
  const numbers: number[] = []
  return {
    add(lngLat: LngLat | null, at: string, n: number): void {
      if (first === null || at < first) first = at
      if (last === null || at > last) last = at
      numbers.push(n)
      if (!lngLat) return
      const [lng, lat] = lngLat
      const across = lng < 0 ? lng + 360 : lng
      boxes = joinPairs(boxes, [
        [lng, lat, lng, lat],
        [across, lat, across, lat],
      ])
    },
    get: (): Extent => ({ bbox: boxes ? wrapBbox(narrower(boxes)) : WORLD, first, last, numbers }),
  }
}

function itemName(n: number): string {
  return `PHOTO_${n}.json`
}
