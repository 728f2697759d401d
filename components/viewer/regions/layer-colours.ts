import type { DetectionLayer } from '@/lib/mapillary/types'

/** Colours of regions on pictures: light ones, told apart by people who see red and green alike. */
export const LAYER_COLOURS: Record<DetectionLayer, string> = {
  trafficsigns: '#ffd84d',
  instances: '#5cd6ff',
  segmentations: '#e9a6ff',
}
