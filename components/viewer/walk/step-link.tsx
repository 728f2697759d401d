import { ChevronLeft, ChevronRight } from 'lucide-react'
import { classNames } from '@/components/ui/class-names'
import { onPicture } from '@/components/viewer/picture/stage-button'
import { photoPath } from '@/lib/photos/paths'

/** The way to the previous or next photo, at the edge of the picture. A link, so that it works without scripts too. */
export function StepLink({
  direction,
  photoId,
  ownId,
  onStep,
}: {
  direction: 'previous' | 'next'
  photoId: string | undefined // undefined: this is the end of the sequence
  ownId: string
  onStep: () => void
}) {
  const isNext = direction === 'next'
  const name = isNext ? 'Next photo' : 'Previous photo'
  return (
    // At the ends of a sequence it stays in place, so that the focus is not lost.
    <a
      href={photoPath(photoId ?? ownId)}
      aria-disabled={photoId === undefined}
      aria-label={name}
      aria-keyshortcuts={isNext ? 'ArrowRight' : 'ArrowLeft'}
      title={photoId ? `${name} (${isNext ? '→' : '←'})` : isNext ? 'The last photo' : 'The first photo'}
      className={classNames(
        'absolute top-1/2 z-10 grid h-16 w-11 -translate-y-1/2 place-items-center rounded-full transition-colors low:top-14 low:h-12 low:translate-y-0 hover:bg-[#11140f]/90 focus-visible:outline-white aria-disabled:opacity-30 sm:w-12',
        onPicture,
        isNext ? 'right-2 sm:right-4' : 'left-2 sm:left-4',
      )}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
        event.preventDefault()
        onStep()
      }}
    >
      {isNext ? <ChevronRight aria-hidden /> : <ChevronLeft aria-hidden />}
    </a>
  )
}
