import type { DetectionLayer } from '@/lib/mapillary/types'

/**
 * v4 gives no layer. This table is ours (docs/mapillary.md): the first line whose prefix begins the value says what v3 would have
 * called it; what no line knows is an area. To correct the mapping, correct the table.
 */
const LAYER_BY_PREFIX: [prefix: string, layer: DetectionLayer][] = [
  ['regulatory--', 'trafficsigns'],
  ['warning--', 'trafficsigns'],
  ['information--', 'trafficsigns'],
  ['complementary--', 'trafficsigns'],
  ['general--', 'trafficsigns'],
  ['object--', 'instances'],
  ['human--', 'instances'],
  ['animal--', 'instances'],
  ['marking--discrete--', 'instances'],
  ['construction--flat--driveway', 'instances'],
  ['', 'segmentations'],
]

/** The layer that a detection of this value belongs to. */
export function layerOf(value: string): DetectionLayer {
  return LAYER_BY_PREFIX.find(([prefix]) => value.startsWith(prefix))?.[1] ?? 'segmentations'
}
