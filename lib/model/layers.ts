import type { DetectionLayer } from '@/lib/mapillary/types'

/** Names of the detection layers, in the order in which they are listed. */
export const LAYER_NAMES: Record<DetectionLayer, string> = {
  trafficsigns: 'Traffic signs',
  instances: 'Objects',
  segmentations: 'Surroundings',
}
