import { classNames } from '@/components/ui/class-names'
import { PhotoMap } from '@/components/viewer/panel/photo-map'
import { useViewerContext } from '@/components/viewer/viewer-context'
import { NearbyArrows } from '@/components/viewer/walk/nearby-arrows'
import { StepLink } from '@/components/viewer/walk/step-link'
import { WalkNotice } from '@/components/viewer/walk/walk-notice'
import { PhotoPicture } from './photo-picture'
import { StageCredits } from './stage-credits'
import { StageHeader } from './stage-header'
import { SwapButton } from './swap-button'
import { usePictureKind } from './use-picture-kind'

const LARGE = 'absolute inset-0 [&_.maplibregl-ctrl-top-right]:mt-14 [&_.maplibregl-ctrl-bottom-right]:mb-12' // clear of what lies on it
const SMALL =
  'absolute bottom-3 left-3 z-10 h-24 w-32 overflow-hidden rounded-card border border-white/40 bg-[#11140f] shadow-floating sm:h-40 sm:w-60 low:h-22 low:w-32 low:group-data-bar/picture:hidden [&_.maplibregl-ctrl-top-right]:hidden'

/** The picture with everything that lies on it, and the small map that can change places with it. */
export function Stage() {
  const { walk, photo, steps, nearby, heading, isMapLarge, swapMap, tagOverlay, stage } = useViewerContext()
  const { previousId, nextId, step, stepTo } = steps
  const kind = usePictureKind(photo)
  const isCovered = tagOverlay.overlay !== undefined // what lies over the picture has all of it
  return (
    <div
      ref={stage}
      tabIndex={-1}
      className="relative min-h-0 flex-1 overflow-hidden bg-[#11140f] text-white outline-none print:h-full print:bg-transparent"
    >
      <div className={isMapLarge ? SMALL : LARGE}>
        <PhotoPicture kind={kind} />
        {isMapLarge && <SwapButton label="Show the picture large" isWhole onSwap={swapMap} />}
      </div>
      <section
        aria-label="Map"
        inert={isCovered}
        className={classNames(
          'needs-scripts print:hidden',
          isMapLarge ? LARGE : SMALL,
          !isMapLarge && 'group',
          isCovered && 'opacity-0',
        )}
      >
        <PhotoMap photo={photo} heading={heading} isAllowed={walk.isAhead || isMapLarge} onGo={step} />
        {!isMapLarge && <SwapButton label="Show the map large" onSwap={swapMap} />}
      </section>
      {!isMapLarge && !isCovered && (
        <div className="contents print:hidden">
          <StepLink direction="previous" photoId={previousId} ownId={photo.id} onStep={() => stepTo('back')} />
          <StepLink direction="next" photoId={nextId} ownId={photo.id} onStep={() => stepTo('forward')} />
          <NearbyArrows photos={nearby} heading={heading} onStep={step} />
        </div>
      )}
      <StageHeader flatReason={kind.flatReason} />
      <WalkNotice />
      <StageCredits isWide={isCovered} />
      {walk.isWaiting && (
        <span aria-hidden="true" className="absolute inset-x-0 top-0 z-10 h-0.5 animate-pulse bg-white/80" />
      )}
    </div>
  )
}
