import { isolated } from '@/lib/format/isolated'
import type { PhotoFeature } from './types'

/** What a photo is called in titles: `Along the ridge, photo 12`. */
export function photoTitle({ properties }: Pick<PhotoFeature, 'properties'>): string {
  return `${isolated(properties.sequence.name)}, photo ${properties.n}`
}
