import { and, inArray, max, min, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import type { Bbox } from '@/lib/geo/bbox'
import { findSequences, type ListedSequence } from '@/lib/sequences/find-sequences'
import { getSequence } from '@/lib/sequences/get-sequence'
import type { Collection } from '@/lib/server/api/schemas/stac'
import { type Viewer, visiblePhotos } from '@/lib/visibility/visible-rows'
import { GEOJSON_TYPE, JSON_TYPE, stacPath } from './links'

type StacCollection = z.input<typeof Collection>
type Extent = { first: Date | null; last: Date | null; bbox: Bbox }

const WORLD: Bbox = [-180, -90, 180, 90] // STAC wants a box also of what has no position

/** A page of sequences that `viewer` may see, as STAC collections. */
export async function findCollections(
  db: Db,
  asked: { viewer: Viewer; origin: string; limit: number; cursor?: number | undefined },
): Promise<{ collections: StacCollection[]; nextCursor: string | null }> {
  const { sequences, nextCursor } = await findSequences(db, asked)
  const extents = await extentsOf(db, { ids: sequences.map(({ id }) => Number(id)), viewer: asked.viewer })
  return {
    collections: sequences.map((sequence) => toCollection(sequence, extents.get(Number(sequence.id)), asked.origin)),
    nextCursor,
  }
}

/** One of them. Throws NOT_FOUND when `viewer` may not see it. */
export async function getCollection(
  db: Db,
  { sequenceId, viewer, origin }: { sequenceId: number; viewer: Viewer; origin: string },
): Promise<StacCollection> {
  const sequence = await getSequence(db, { sequenceId, viewer })
  const extents = await extentsOf(db, { ids: [sequenceId], viewer })
  return toCollection({ ...sequence, id: String(sequenceId) }, extents.get(sequenceId), origin)
}

/** What the photos of sequences that `viewer` may see span: the very numbers of the photos, so that none is outside. */
async function extentsOf(db: Db, { ids, viewer }: { ids: number[]; viewer: Viewer }): Promise<Map<number, Extent>> {
  if (ids.length === 0) return new Map()
  const { lng, lat } = photos
  const rows = await db
    .select({
      id: photos.sequenceId,
      first: min(photos.capturedAt),
      last: max(photos.capturedAt),
      west: min(lng),
      south: min(lat),
      east: max(lng),
      north: max(lat),
      firstEastern: sql<number | null>`min(${lng}) filter (where ${lng} >= 0)`,
      lastWestern: sql<number | null>`max(${lng}) filter (where ${lng} < 0)`,
    })
    .from(photos)
    .where(and(inArray(photos.sequenceId, ids), visiblePhotos(viewer)))
    .groupBy(photos.sequenceId)
  return new Map(rows.map(({ id, first, last, ...sides }) => [id, { first, last, bbox: boxOf(sides) }]))
}

type Sides = Record<'west' | 'south' | 'east' | 'north' | 'firstEastern' | 'lastWestern', number | null>

/** The narrower way around the world; west > east where it crosses the antimeridian. */
function boxOf({ west, south, east, north, firstEastern, lastWestern }: Sides): Bbox {
  if (west === null || south === null || east === null || north === null) return WORLD
  const crosses = firstEastern !== null && lastWestern !== null && lastWestern + 360 - firstEastern < east - west
  return crosses ? [firstEastern, south, lastWestern, north] : [west, south, east, north]
}

type Described = Pick<ListedSequence, 'id' | 'name' | 'description' | 'username' | 'tags' | 'transportType'>

function toCollection(sequence: Described, extent: Extent | undefined, origin: string): StacCollection {
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
      spatial: { bbox: [extent?.bbox ?? WORLD] },
      temporal: { interval: [[extent?.first?.toISOString() ?? null, extent?.last?.toISOString() ?? null]] },
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
