import { useEffect, useState } from 'react'
import type { PlaceInResult } from '@/lib/search/find-place-in-result'
import type { PhotoWalk } from './use-photo-walk'

/** Which one of a result the photo in sight is. `first`: of the photo that the page came with; from there each step counts one. */
export function useResultPlace(
  { photo, ways, isInResult }: Pick<PhotoWalk, 'photo' | 'ways' | 'isInResult'>,
  first: PlaceInResult | null,
): PlaceInResult | null {
  const [positions] = useState(() => new Map(first ? [[photo.id, first.position]] : []))
  const position = positions.get(photo.id)
  useEffect(() => {
    if (position === undefined || !isInResult) return
    const [next, previous] = [ways.next[0], ways.previous[0]]
    if (next) positions.set(next, position + 1)
    if (previous) positions.set(previous, position - 1)
  }, [positions, position, isInResult, ways])
  return first && position !== undefined && isInResult ? { position, total: first.total } : null
}
