import type { ViewerPhoto, ViewerSequence } from '@/lib/model/takeout-viewer'

/** What is searched for; days as 2024-05-03, in the time of the place. */
export type Filter = { text: string; from: string; to: string }

export const EVERYTHING: Filter = { text: '', from: '', to: '' }

export function isEverything({ text, from, to }: Filter): boolean {
  return text.trim() === '' && from === '' && to === ''
}

/** Whether a sequence may have photos that match. */
export function mayMatch(sequence: ViewerSequence, filter: Filter): boolean {
  const { firstDay, lastDay, name, tags } = sequence
  if (filter.from !== '' && (lastDay === null || lastDay < filter.from)) return false
  if (filter.to !== '' && (firstDay === null || firstDay > filter.to)) return false
  return isNamed(name, filter) || tags.some((tag) => hasText(tag, filter))
}

/** Finds the photos of a sequence that match; by its name all of it is found. */
export function matching(
  photos: ViewerPhoto[],
  sequence: ViewerSequence,
  tags: string[],
  filter: Filter,
): ViewerPhoto[] {
  if (isEverything(filter)) return photos
  const isAnyTag = isNamed(sequence.name, filter)
  const wanted = new Set(tags.flatMap((tag, index) => (hasText(tag, filter) ? [index] : [])))
  return photos.filter(({ day = '', tags: own = [] }) => {
    if ((filter.from !== '' && day < filter.from) || (filter.to !== '' && (day === '' || day > filter.to))) return false
    return isAnyTag || own.some((index) => wanted.has(index))
  })
}

function isNamed(name: string, filter: Filter): boolean {
  return hasText(name, filter)
}

function hasText(text: string, filter: Filter): boolean {
  return text.toLocaleLowerCase().includes(filter.text.trim().toLocaleLowerCase())
}
