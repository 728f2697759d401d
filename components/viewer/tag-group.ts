import { label } from '@/lib/labels/label'
import { LAYER_NAMES } from '@/lib/labels/layers'
import type { DetectionLayer } from '@/lib/mapillary/types'
import type { PhotoTag } from '@/lib/photos/types'

/** What is lit: one region, or (`tagId` null) all regions of a value in a layer. */
export type LitTag = { layer: DetectionLayer; value: string; tagId: string | null }

export type TagEntry = { value: string; name: string; count: number; bestScore: number | null }

export type TagGroup = { layer: DetectionLayer; name: string; count: number; entries: TagEntry[] }

/** The tags of a photo by layer and, in each, by value in the order of their names. */
export function groupTags(tags: PhotoTag[]): TagGroup[] {
  return LAYERS.flatMap((layer) => {
    const ofLayer = tags.filter((tag) => tag.layer === layer)
    if (ofLayer.length === 0) return []
    const entries = [...groupByValue(ofLayer)].map(([value, same]) => ({
      value,
      name: label(value),
      count: same.length,
      bestScore: same.reduce<number | null>(
        (best, { score }) => (score !== null && score > (best ?? -1) ? score : best),
        null,
      ),
    }))
    entries.sort((a, b) => a.name.localeCompare(b.name, 'en'))
    return [{ layer, name: LAYER_NAMES[layer], count: ofLayer.length, entries }]
  })
}

export const LAYERS: readonly DetectionLayer[] = ['trafficsigns', 'instances', 'segmentations']

export function isLit(tag: PhotoTag, lit: LitTag | null): boolean {
  if (lit === null) return false
  return lit.tagId === null ? tag.layer === lit.layer && tag.value === lit.value : tag.id === lit.tagId
}

function groupByValue(tags: PhotoTag[]): Map<string, PhotoTag[]> {
  const groups = new Map<string, PhotoTag[]>()
  for (const tag of tags) groups.set(tag.value, [...(groups.get(tag.value) ?? []), tag])
  return groups
}
