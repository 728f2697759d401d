import type { z } from 'zod'
import type { ItemPage } from '@/lib/server/api/schemas/stac'
import type { StacItem } from './item'
import { GEOJSON_TYPE, JSON_TYPE, nextLink, stacPath } from './links'

/** A page of items; `self` and `next` are addresses. */
export function itemPage(
  items: StacItem[],
  { origin, self, next }: { origin: string; self: string; next: string | null },
): z.input<typeof ItemPage> {
  return {
    type: 'FeatureCollection',
    features: items,
    numberReturned: items.length,
    links: [
      { rel: 'self', href: self, type: GEOJSON_TYPE },
      { rel: 'root', href: origin + stacPath.root, type: JSON_TYPE },
      ...nextLink(next, GEOJSON_TYPE),
    ],
  }
}
