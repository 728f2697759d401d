import { lazy, Suspense, useRef } from 'react'
import { classNames } from '@/components/ui/class-names'
import { useVisiblePart } from '@/components/viewer/panel/use-visible-part'
import { useViewerContext } from '@/components/viewer/viewer-context'
import { WalkBar } from '@/components/viewer/walk/walk-bar'
import { formatCount } from '@/lib/format/number'
import type { PlaceInResult } from '@/lib/search/find-place-in-result'
import { Stage } from './stage'

const PhotoBar = lazy(() => import('@/components/viewer/panel/photo-bar'))
const AltitudeBar = lazy(() => import('@/components/viewer/panel/altitude-bar'))

// While a tag is drawn: all that the header and the keyboard on the screen leave (use-visible-part.ts).
const WHOLE_PHONE =
  'max-sm:fixed max-sm:inset-x-0 max-sm:top-[max(var(--header-height),var(--covered-above,0px))] max-sm:bottom-[var(--covered-below,0px)] max-sm:z-30 max-sm:h-auto'

/** The large picture and, below it, the walk along the sequence. */
export function PictureSection({ isOnPhone }: { isOnPhone: boolean }) {
  const { address, photo, steps, resultPlace, walkedSearch, isDrawing, setSheet } = useViewerContext()
  const { properties } = photo
  const { bar } = address.settings
  const section = useRef<HTMLElement>(null)
  useVisiblePart(section, isDrawing && isOnPhone)
  return (
    <section
      ref={section}
      aria-label="Picture"
      data-bar={bar ?? undefined} // in a low window it replaces the small map
      className={classNames(
        'group/picture sticky top-(--header-height) z-10 flex h-[62dvh] flex-col max-lg:low:h-[calc(100dvh-var(--header-height)-1rem)] lg:relative lg:top-0 lg:h-auto lg:min-h-0 print:static print:h-[12cm]',
        isDrawing && WHOLE_PHONE,
      )}
    >
      <Stage />
      <div ref={setSheet} className="empty:hidden" />
      <div inert={isDrawing} className={classNames('print:hidden', isDrawing && 'max-sm:hidden *:opacity-50')}>
        <WalkBar
          play={steps.play}
          canGo={steps.canGo}
          place={walkedSearch ? placeInSearch(resultPlace, properties.n) : `${properties.n} / ${properties.total}`}
          bar={bar}
          onBar={(name) => address.set({ bar: name })}
        />
        {bar && (
          <Suspense fallback={<div className="h-20 animate-pulse bg-sunken" />}>
            {bar === 'photos' ? (
              <PhotoBar
                sequenceId={properties.sequence.id}
                total={properties.total}
                current={{ id: photo.id, n: properties.n }}
                onGo={steps.step}
              />
            ) : (
              <AltitudeBar
                sequenceId={properties.sequence.id}
                current={{ id: photo.id, n: properties.n }}
                onGo={steps.step}
              />
            )}
          </Suspense>
        )}
      </div>
    </section>
  )
}

/** In a result the number of the photo is no step of the walk: it says which one of its sequence this is. */
function placeInSearch(place: PlaceInResult | null, n: number): string {
  const inSequence = `Photo ${n} of its sequence`
  return place === null
    ? inSequence
    : `${formatCount(place.position)} of ${formatCount(place.total)} found · ${inSequence}`
}
