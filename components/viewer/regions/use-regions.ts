import { useMemo, useState } from 'react'
import { type DetectionLayer, LISTED_LAYERS } from '@/lib/model/layers'
import { isSearchedValue } from '@/lib/photos/searched-box'
import type { AnyTag } from '@/lib/photos/types'
import { EVERY_TAG, type HighlightedTag, isChosen, isHighlighted, type TagChoice } from './tag-group'
import { useAllOutlines } from './use-all-outlines'

/**
 * Which regions of a photo's tags are drawn, and which of them are highlighted. At first only those of what was searched for or chosen in
 * the list. The one that is edited is left to its editor.
 */
export function useRegions(tags: AnyTag[], { editedId, search }: { editedId: string | undefined; search: string }) {
  const [isShown, setShown] = useAllOutlines()
  const [choice, setChoice] = useState<TagChoice>(EVERY_TAG)
  const [highlighted, highlight] = useState<HighlightedTag | null>(null)
  const detections = useMemo(() => tags.filter((tag) => tag.source === 'mapillary'), [tags])
  const people = useMemo(() => tags.filter((tag) => tag.source === 'mtp'), [tags])
  const searched = useMemo(() => new URLSearchParams(search).getAll('tag'), [search])
  const highlightedAlone = isShown ? null : highlighted
  const drawn = useMemo(() => {
    const isNamed = choice.name.trim() !== ''
    const wanted: AnyTag[] = [
      ...detections.filter((tag) => isChosen(tag, choice)),
      ...people.filter(({ id }) => id !== editedId),
    ].filter(
      (tag) =>
        isShown ||
        (isNamed && tag.source === 'mapillary') ||
        isSearchedValue(tag.value, searched) ||
        isHighlighted(tag, highlightedAlone),
    )
    return wanted.sort((a, b) => (b.area ?? 0) - (a.area ?? 0))
  }, [isShown, detections, people, choice, editedId, searched, highlightedAlone])
  return {
    detections,
    people,
    /** The tags whose regions are drawn, the largest first. */
    drawn,
    hasAny: tags.length > 0,
    isShown,
    show: () => setShown(true),
    toggle: () => setShown(!isShown),
    choice,
    setChoice,
    /** Shows or hides a layer; the first one that is shown comes without the others. */
    chooseLayer(layer: DetectionLayer, isOn: boolean) {
      const before = isShown ? [...choice.hidden] : LISTED_LAYERS
      const others = before.filter((other) => other !== layer)
      setChoice({ ...choice, hidden: new Set(isOn ? others : [...others, layer]) })
      setShown(true)
    },
    highlighted,
    highlight,
  }
}
