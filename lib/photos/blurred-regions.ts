import { createHash } from 'node:crypto'
import { type SQL, sql } from 'drizzle-orm'
import { photoBlurs } from '@/db/schema/blurs'
import { photos } from '@/db/schema/photos'
import type { TagShape } from '@/lib/model/pictures/picture-shapes'

/** The regions of a photo that nobody but its owner sees, in a query of photos. */
export const blurredRegions: SQL<TagShape[]> = sql<TagShape[]>`coalesce((
  select jsonb_agg(b.region order by b.id) from ${photoBlurs} b where b.photo_id = ${photos}.id and b.removed_at is null), '[]'::jsonb)`

/** Names a set of regions in 12 hex digits; null: nothing is blurred. */
export function nameOfBlurs(regions: TagShape[]): string | null {
  if (regions.length === 0) return null
  return createHash('sha256').update(JSON.stringify(regions)).digest('hex').slice(0, 12)
}
