import { DETECTION_LAYERS, type DetectionLayer } from '@/lib/model/layers'

/**
 * v4 gives no layer. This table is ours (docs/mapillary.md): the longest prefix that begins the value says what v3 would have called it;
 * what no other prefix begins is an area. To correct the mapping, correct the table.
 */
const PREFIXES: Record<DetectionLayer, string[]> = {
  trafficsigns: ['regulatory--', 'warning--', 'information--', 'complementary--', 'general--'],
  instances: ['object--', 'human--', 'animal--', 'marking--discrete--', 'construction--flat--driveway'],
  segmentations: [''],
}

const LAYER_BY_PREFIX = DETECTION_LAYERS.flatMap((layer) =>
  PREFIXES[layer].map((prefix) => ({ prefix, layer })),
).toSorted((a, b) => b.prefix.length - a.prefix.length)

/** The layer that a detection of this value belongs to. */
export function layerOfValue(value: string): DetectionLayer {
  return LAYER_BY_PREFIX.find(({ prefix }) => value.startsWith(prefix))?.layer ?? 'segmentations'
}
