import type { PhotoWalk } from './use-photo-walk'
import { type Direction, usePlay } from './use-play'

/** The steps from the photo in sight to others, one by one or played. No step is possible while the viewer is locked. */
export function useSteps(
  { ways, show }: Pick<PhotoWalk, 'ways' | 'show'>,
  {
    isLocked,
    onLeave,
    onArrive,
  }: {
    isLocked: boolean
    onLeave: () => void
    onArrive: (photoId: string, options: { isPassing: boolean }) => void
  },
) {
  const [previousId, nextId] = [ways.previous[0], ways.next[0]]
  const idTo = (direction: Direction) => (direction === 'forward' ? nextId : previousId)

  const go = async (photoId: string | undefined, isPassing = false) => {
    if (!photoId || isLocked) return false
    onLeave()
    const isShown = await show(photoId)
    if (isShown) onArrive(photoId, { isPassing })
    return isShown
  }
  const canGo = (direction: Direction) => !isLocked && idTo(direction) !== undefined
  const play = usePlay((direction) => go(idTo(direction), true), canGo)
  return {
    previousId,
    nextId,
    canGo,
    play,
    /** Goes to a photo by hand, which ends the playing. `isPassing`: it is on the way to another one. */
    step(photoId: string | undefined, isPassing = false) {
      play.pause()
      void go(photoId, isPassing)
    },
  }
}
