import type { PictureBox } from '@/lib/model/picture-shapes'
import { boxOfLargestPart } from './shape-rings'
import type { AnyTag } from './types'

/** Share of the picture: what takes up more needs no finger that points at it. */
export const BACKDROP_FROM = 0.25

/** Whether a search asked for a value; `*` at the end stands for anything. */
export function isSearchedValue(value: string, searched: string[]): boolean {
  return searched.some((wanted) =>
    wanted.endsWith('*') ? value.startsWith(wanted.slice(0, -1)) : value === wanted.trim(),
  )
}

/** Where on a photo the largest object is that a search asked for and that is no backdrop; null: none is outlined. As lists have it (`searched`). */
export function searchedBox(tags: AnyTag[], searched: string[]): PictureBox | null {
  const found = tags.filter(({ value, shape }) => shape !== null && isSearchedValue(value, searched))
  const isBackdrop = ({ area }: AnyTag) => (area ?? 0) > BACKDROP_FROM
  const [best] = found.toSorted(
    (one, other) => Number(isBackdrop(one)) - Number(isBackdrop(other)) || (other.area ?? 0) - (one.area ?? 0),
  )
  return best?.shape ? boxOfLargestPart(best.shape) : null
}
