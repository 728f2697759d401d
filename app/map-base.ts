import type { MapBase } from '@/components/map/base/types'
import { env } from '@/lib/config/env'

/** The ground of the maps of this site. */
export function mapBase(): MapBase {
  return { styleUrl: env().MAP_STYLE_URL, darkStyleUrl: env().MAP_STYLE_DARK_URL }
}
