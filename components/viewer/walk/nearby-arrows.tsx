import { Navigation } from 'lucide-react'
import { classNames } from '@/components/ui/class-names'
import { useFormatLength } from '@/components/units/units'
import { onPicture } from '@/components/viewer/picture/stage-button'
import { formatDate } from '@/lib/format/date'
import { isolated } from '@/lib/format/isolated'
import type { NearbyPhoto } from '@/lib/photos/choose-nearby'
import { directionName } from '@/lib/photos/describe-photo'
import { photoPath } from '@/lib/photos/paths'

const RADIUS_REM = 3.4
const FLATNESS = 0.55 // the ring lies on the ground

/** The ways to photos of other sequences around, in a ring that turns with the one who looks. */
export function NearbyArrows({
  photos,
  heading,
  onStep,
}: {
  photos: NearbyPhoto[]
  heading: number | null // null: north is up
  onStep: (photoId: string) => void
}) {
  const formatLength = useFormatLength()
  if (photos.length === 0) return null
  return (
    <nav
      aria-label="Photos of other sequences nearby"
      className="pointer-events-none absolute inset-x-0 bottom-36 z-10 sm:bottom-24 sm:low:bottom-16" // clear of the small map
    >
      <ul className="relative mx-auto size-0">
        {photos.map(({ id, bearing, distance, sequence, user, capturedAt, pano }) => {
          const turn = ((bearing - (heading ?? 0)) * Math.PI) / 180
          const name = `${pano ? '360° photo' : 'Photo'} of “${isolated(sequence.name)}” by ${isolated(user.username)}, ${formatLength(distance)} to the ${directionName(bearing)}${capturedAt ? `, ${formatDate(capturedAt)}` : ''}`
          return (
            <li
              key={id}
              className="absolute"
              style={{
                left: `${Math.sin(turn) * RADIUS_REM}rem`,
                top: `${-Math.cos(turn) * RADIUS_REM * FLATNESS}rem`,
              }}
            >
              <a
                href={photoPath(id)}
                aria-label={name}
                title={name}
                className={classNames(
                  'pointer-events-auto grid size-9 -translate-x-1/2 -translate-y-1/2 place-items-center rounded-full transition-colors hover:bg-white hover:text-[#11140f] focus-visible:outline-white',
                  onPicture,
                )}
                onClick={(event) => {
                  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
                  event.preventDefault()
                  onStep(id)
                }}
              >
                <Navigation aria-hidden className="size-4" style={{ rotate: `${(turn * 180) / Math.PI - 45}deg` }} />
              </a>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
