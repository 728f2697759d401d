import { useMemo, useState } from 'react'
import type { AnyTag } from '@/lib/photos/types'
import { EVERY_TAG, type HighlightedTag, isChosen, type TagChoice } from './tag-group'

const NO_TAGS: AnyTag[] = []

/** Which regions of a photo's tags are drawn, and which of them are highlighted. The one that is edited is left to its editor. */
export function useRegions(tags: AnyTag[], editedId: string | undefined) {
  const [isShown, setShown] = useState(true)
  const [choice, setChoice] = useState<TagChoice>(EVERY_TAG)
  const [highlighted, highlight] = useState<HighlightedTag | null>(null)
  const detections = useMemo(() => tags.filter((tag) => tag.source === 'mapillary'), [tags])
  const people = useMemo(() => tags.filter((tag) => tag.source === 'mtp'), [tags])
  const drawn = useMemo(() => {
    if (!isShown) return NO_TAGS
    const shown: AnyTag[] = [
      ...detections.filter((tag) => isChosen(tag, choice)),
      ...people.filter(({ id }) => id !== editedId),
    ]
    return shown.sort((a, b) => (b.area ?? 0) - (a.area ?? 0))
  }, [isShown, detections, people, choice, editedId])
  return {
    detections,
    people,
    /** The tags whose regions are drawn, the largest first. */
    drawn,
    hasAny: tags.length > 0,
    isShown,
    toggle: () => setShown((before) => !before),
    choice,
    setChoice,
    highlighted,
    highlight,
  }
}
