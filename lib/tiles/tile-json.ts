import { MAX_TILE_ZOOM } from '@/lib/geo/tile'
import { TILE_LAYERS } from './render-tile'

const FIELDS = {
  overview: { id: 'Number', captured_at: 'Number', is_pano: 'Boolean', photo_count: 'Number' },
  sequences: { id: 'Number', captured_at: 'Number', is_pano: 'Boolean', photo_count: 'Number' },
  photos: { id: 'Number', sequence_id: 'Number', captured_at: 'Number', compass: 'Number', pano: 'Boolean' },
  viewpoints: { id: 'Number', sequence_id: 'Number', viewpoints: 'Number' },
}

/** What the vector tiles hold and where they are, https://github.com/mapbox/tilejson-spec/tree/master/3.0.0 */
export function tileJson(siteUrl: string, version: number) {
  return {
    tilejson: '3.0.0',
    name: 'Map the Paths',
    description: 'Public street-level photos of paths',
    scheme: 'xyz',
    tiles: [`${new URL(siteUrl).origin}/tiles/{z}/{x}/{y}.mvt?v=${version}`],
    minzoom: 0,
    maxzoom: MAX_TILE_ZOOM,
    bounds: [-180, -85.0511, 180, 85.0511],
    attribution:
      'Photos: Mapillary users, <a href="https://creativecommons.org/licenses/by-sa/4.0/" rel="license">CC BY-SA 4.0</a>',
    vector_layers: TILE_LAYERS.map(({ id, minzoom, maxzoom }) => ({ id, minzoom, maxzoom, fields: FIELDS[id] })),
  }
}
