import { Map as MapIcon } from 'lucide-react'
import { classNames } from '@/components/ui/class-names'
import { onPicture } from './stage-button'

/** Lets map and picture change places: over the whole small one, or in its corner when it is used itself. */
export function SwapButton({
  label,
  isWhole = false,
  onSwap,
}: {
  label: string
  isWhole?: boolean
  onSwap: () => void
}) {
  return (
    <button
      type="button"
      aria-label={label}
      title={`${label} (M)`}
      aria-keyshortcuts="M"
      onClick={onSwap}
      className={classNames(
        'absolute z-10 focus-visible:outline-white',
        isWhole
          ? 'inset-0 -outline-offset-4'
          : 'top-1.5 left-1.5 grid size-8 place-items-center rounded-full hover:bg-[#11140f]/90',
        !isWhole && onPicture,
      )}
    >
      {!isWhole && <MapIcon aria-hidden className="size-4" />}
    </button>
  )
}
