import { label } from '@/lib/format/label'
import { type DetectionLayer, LAYERS, LISTED_LAYERS } from '@/lib/model/layers'
import type { AnyTag, PhotoTag } from '@/lib/photos/types'

/** Mapillary's layers, and what people added. */
type TagLayer = DetectionLayer | 'people'

function layerOfTag(tag: AnyTag): TagLayer {
  return tag.source === 'mtp' ? 'people' : tag.layer
}

export function nameOf(tag: AnyTag): string {
  return tag.source === 'mtp' ? tag.label : label(tag.value)
}

/** What is highlighted: one region, or (`tagId` null) all regions of a value in a layer. */
export type HighlightedTag = { layer: TagLayer; value: string; tagId: string | null }

export type TagEntry = { value: string; name: string; count: number; bestScore: number | null }

export type TagGroup = { layer: DetectionLayer; name: string; count: number; entries: TagEntry[] }

/** Which of the tags are shown: not those of hidden layers, those whose name holds the text, and of those with a score the sure ones. */
export type TagChoice = { hidden: ReadonlySet<DetectionLayer>; name: string; minScore: number }

export const EVERY_TAG: TagChoice = { hidden: new Set(), name: '', minScore: 0 }

export function isChosen({ layer, value, score }: PhotoTag, { hidden, name, minScore }: TagChoice): boolean {
  if (hidden.has(layer) || (score !== null && score < minScore)) return false
  const wanted = name.trim().toLowerCase()
  return wanted === '' || label(value).toLowerCase().includes(wanted) || value.includes(wanted)
}

/** The tags of a photo by layer and, in each, by value in the order of their names. */
export function groupTags(tags: PhotoTag[]): TagGroup[] {
  return LISTED_LAYERS.flatMap((layer) => {
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
    return [{ layer, name: LAYERS[layer].name, count: ofLayer.length, entries }]
  })
}

export function isHighlighted(tag: AnyTag, highlighted: HighlightedTag | null): boolean {
  if (highlighted === null || layerOfTag(tag) !== highlighted.layer) return false
  return highlighted.tagId === null ? tag.value === highlighted.value : tag.id === highlighted.tagId
}

function groupByValue(tags: PhotoTag[]): Map<string, PhotoTag[]> {
  const groups = new Map<string, PhotoTag[]>()
  for (const tag of tags) {
    const same = groups.get(tag.value)
    if (same) same.push(tag)
    else groups.set(tag.value, [tag])
  }
  return groups
}

/** Only one region. */
export function highlightOf(tag: AnyTag): HighlightedTag {
  return { layer: layerOfTag(tag), value: tag.value, tagId: tag.id }
}
