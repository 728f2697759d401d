import type { z } from 'zod'
import type { ItemPage } from '@/lib/server/api/schemas/stac'
import type { StacItem } from './item'
import { GEOJSON_TYPE, JSON_TYPE, nextLink, stacPath } from './links'

/** A page of items; `self` and `next` are addresses; `body` is what was asked for by POST. */
export function itemPage(
  items: StacItem[],
  { origin, self, next, body }: { origin: string; self: string; next: string | null; body?: Record<string, unknown> },
): z.input<typeof ItemPage> {
  return {
    type: 'FeatureCollection',
    features: items,
    numberReturned: items.length,
    links: [
      { rel: 'self', href: self, type: GEOJSON_TYPE },
      { rel: 'root', href: origin + stacPath.root, type: JSON_TYPE },
      ...nextLink(next, GEOJSON_TYPE, body),
    ],
  }
}
