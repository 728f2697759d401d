import { and, inArray, max, min } from 'drizzle-orm'
import type { z } from 'zod'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import type { LngLat } from '@/lib/geo/lng-lat'
import { findSequences, type ListedSequence } from '@/lib/sequences/find-sequences'
import { getSequence } from '@/lib/sequences/get-sequence'
import { listSequencePhotos } from '@/lib/sequences/list-sequence-photos'
import type { Collection } from '@/lib/server/api/schemas/stac'
import { type Viewer, visiblePhotos } from '@/lib/visibility/visible-rows'
import { GEOJSON_TYPE, JSON_TYPE, stacPath } from './links'

type StacCollection = z.input<typeof Collection>
type Span = [first: Date | null, last: Date | null]

/** A page of sequences that `viewer` may see, as STAC collections. */
export async function findCollections(
  db: Db,
  asked: { viewer: Viewer; origin: string; limit: number; cursor?: number | undefined },
): Promise<{ collections: StacCollection[]; nextCursor: string | null }> {
  const { sequences, nextCursor } = await findSequences(db, asked)
  const spans = await spansOf(db, { ids: sequences.map(({ id }) => Number(id)), viewer: asked.viewer })
  return {
    collections: sequences.map((sequence) => toCollection(sequence, spans.get(Number(sequence.id)), asked.origin)),
    nextCursor,
  }
}

/** One of them. Throws NOT_FOUND when `viewer` may not see it. */
export async function getCollection(
  db: Db,
  { sequenceId, viewer, origin }: { sequenceId: number; viewer: Viewer; origin: string },
): Promise<StacCollection> {
  const sequence = await getSequence(db, { sequenceId, viewer })
  const seen = await listSequencePhotos(db, { sequenceId, viewer })
  const spans = await spansOf(db, { ids: [sequenceId], viewer })
  const line = seen.map(({ lngLat }) => lngLat).filter((lngLat) => lngLat !== null)
  return toCollection({ ...sequence, id: String(sequenceId), line }, spans.get(sequenceId), origin)
}

async function spansOf(db: Db, { ids, viewer }: { ids: number[]; viewer: Viewer }): Promise<Map<number, Span>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({ id: photos.sequenceId, first: min(photos.capturedAt), last: max(photos.capturedAt) })
    .from(photos)
    .where(and(inArray(photos.sequenceId, ids), visiblePhotos(viewer)))
    .groupBy(photos.sequenceId)
  return new Map(rows.map(({ id, first, last }) => [id, [first, last]]))
}

type Described = Pick<ListedSequence, 'id' | 'name' | 'description' | 'username' | 'tags' | 'transportType' | 'line'>

function toCollection(sequence: Described, [first, last]: Span = [null, null], origin: string): StacCollection {
  const { id, name, description, username, tags, transportType } = sequence
  return {
    type: 'Collection',
    stac_version: '1.0.0',
    id,
    title: name,
    description: description || `Photos by ${username}: ${name}`,
    keywords: [...(transportType ? [transportType] : []), ...tags],
    license: 'CC-BY-SA-4.0',
    providers: providersOf(username, origin),
    extent: {
      spatial: { bbox: [boxOf(sequence.line)] },
      temporal: { interval: [[first?.toISOString() ?? null, last?.toISOString() ?? null]] },
    },
    links: [
      { rel: 'self', href: origin + stacPath.collection(id), type: JSON_TYPE },
      { rel: 'root', href: origin + stacPath.root, type: JSON_TYPE },
      { rel: 'parent', href: origin + stacPath.root, type: JSON_TYPE },
      { rel: 'items', href: origin + stacPath.items(id), type: GEOJSON_TYPE },
      { rel: 'license', href: 'https://creativecommons.org/licenses/by-sa/4.0/', type: 'text/html' },
      { rel: 'alternate', href: `${origin}/sequences/${id}`, type: 'text/html' },
    ],
  }
}

/** Who took the photos, and who published them. */
export function providersOf(username: string, origin: string): StacCollection['providers'] {
  return [
    { name: username, roles: ['producer', 'licensor'], url: `${origin}/users/${encodeURIComponent(username)}` },
    { name: 'Mapillary', roles: ['processor'], url: 'https://www.mapillary.com' },
  ]
}

/** West, south, east, north; west is greater where the path crosses the antimeridian. Without positions: the world, since STAC wants a box. */
function boxOf(line: LngLat[]): [number, number, number, number] {
  if (line.length === 0) return [-180, -90, 180, 90]
  const lats = line.map(([, lat]) => lat)
  const lngs = line.map(([lng]) => lng)
  const crosses = lngs.some((lng, at) => at > 0 && Math.abs(lng - (lngs[at - 1] ?? lng)) > 180)
  const [east, west] = crosses
    ? [Math.max(...lngs.filter((lng) => lng < 0)), Math.min(...lngs.filter((lng) => lng >= 0))]
    : [Math.max(...lngs), Math.min(...lngs)]
  return [west, Math.min(...lats), east, Math.max(...lats)]
}
