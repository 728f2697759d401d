import { useState } from 'react'
import type { PhotoWalk } from './use-photo-walk'
import { type Direction, usePlay } from './use-play'

/** Steps from the photo in sight to others, one by one or played. No step is possible while the viewer is locked. */
export function useSteps(
  { photo, ways, show }: Pick<PhotoWalk, 'photo' | 'ways' | 'show'>,
  {
    isLocked,
    onLeave,
    onArrive,
  }: {
    isLocked: boolean
    onLeave: () => void
    onArrive: (photoId: string) => void
  },
) {
  const [previousId, nextId] = [ways.previous[0], ways.next[0]]
  const idTo = (direction: Direction) => (direction === 'forward' ? nextId : previousId)
  const [reached, setReached] = useState<{ photoId: string; direction: Direction } | null>(null)

  const go = async (photoId: string | undefined) => {
    if (!photoId || isLocked) return false
    onLeave()
    const isShown = await show(photoId)
    if (isShown) onArrive(photoId)
    return isShown
  }
  const canGo = (direction: Direction) => !isLocked && idTo(direction) !== undefined
  const play = usePlay((direction) => go(idTo(direction)), canGo)
  /** Goes to a photo by hand and stops playing. */
  const step = (photoId: string) => {
    play.pause()
    void go(photoId)
  }
  return {
    previousId,
    nextId,
    canGo,
    play,
    step,
    /** Goes one photo on, or reports that this is the end. */
    stepTo(direction: Direction) {
      const photoId = idTo(direction)
      if (photoId) step(photoId)
      else if (!isLocked) setReached({ photoId: photo.id, direction })
    },
    /** The end at which the user tried to go on. */
    end: reached?.photoId === photo.id && idTo(reached.direction) === undefined ? reached.direction : null,
  }
}
