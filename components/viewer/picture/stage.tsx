import { ImageOff, Map as MapIcon, Orbit, X } from 'lucide-react'
import { type ReactNode, type RefObject, useRef, useState } from 'react'
import { Attribution } from '@/components/ui/attribution'
import { classNames } from '@/components/ui/class-names'
import type { LitTag } from '@/components/viewer/regions/tag-group'
import { SpherePicture } from '@/components/viewer/sphere/sphere-picture'
import { NearbyArrows } from '@/components/viewer/walk/nearby-arrows'
import { StepLink } from '@/components/viewer/walk/step-link'
import type { PhotoWalk } from '@/components/viewer/walk/use-photo-walk'
import type { Wish } from '@/components/viewer/walk/use-viewer-address'
import { isAsOpened } from '@/components/viewer/walk/view-direction'
import type { Look } from '@/components/viewer/walk/viewer-address'
import { label } from '@/lib/format/label'
import type { NearbyPhoto } from '@/lib/photos/choose-nearby'
import type { AnyTag, PhotoDetailsFeature } from '@/lib/photos/types'
import { FlatPicture } from './flat-picture'
import type { PictureHandle, PictureProps } from './picture-props'
import { onPicture } from './stage-button'
import { StageTools } from './stage-tools'

const UNPLACED = 'This panorama does not say which part of the view around it covers, so it is shown flat.'
const LARGE = 'absolute inset-0 [&_.maplibregl-ctrl-top-right]:mt-14 [&_.maplibregl-ctrl-bottom-right]:mb-12' // clear of what lies on it
const SMALL =
  'absolute bottom-3 left-3 z-10 h-24 w-32 overflow-hidden rounded-card border border-white/40 bg-[#11140f] shadow-floating sm:h-40 sm:w-60 low:h-22 low:w-32 low:group-data-bar/picture:hidden [&_.maplibregl-ctrl-top-right]:hidden'

/** The picture with everything that lies on it, and the small map that can change places with it. */
export function Stage({
  stage,
  picture,
  walk,
  wish,
  onLook,
  onHeading,
  description,
  regions,
  hasRegions,
  showsRegions,
  onRegions,
  lit,
  onLit,
  onPick,
  overlay,
  onPoint,
  ways,
  nearby,
  heading,
  onStep,
  isMapLarge,
  onSwap,
  onFullScreen,
  onHelp,
  walkedSearch,
  map,
}: Pick<PictureProps, 'description' | 'lit' | 'onLit' | 'onPick' | 'overlay' | 'onPoint'> & {
  stage: RefObject<HTMLDivElement | null>
  picture: RefObject<PictureHandle | null>
  walk: PhotoWalk
  wish: Wish | null
  onLook: (look: Look | null) => void
  onHeading: (heading: number | null) => void
  regions: AnyTag[]
  hasRegions: boolean
  showsRegions: boolean
  onRegions: () => void
  lit: LitTag | null
  ways: { previous: string | undefined; next: string | undefined }
  nearby: NearbyPhoto[]
  heading: number | null
  onStep: (photoId: string | undefined) => void
  isMapLarge: boolean
  onSwap: () => void
  onFullScreen: () => void
  onHelp: () => void
  walkedSearch: { text: string; onLeave: () => void } | null
  map: ReactNode
}) {
  const { photo } = walk
  const { properties } = photo
  const tools = useRef<HTMLDivElement>(null)
  const [flatReason, setFlatReason] = useState<string | null>(null)
  const [unplacedId, setUnplacedId] = useState<string | null>(null)
  const [missingId, setMissingId] = useState<string | null>(null)
  const [hadSphere, setHadSphere] = useState(properties.pano)
  if (properties.pano && !hadSphere) setHadSphere(true)

  const whyFlat = unplacedId === photo.id ? UNPLACED : flatReason
  const isSphere = properties.pano && whyFlat === null
  const isMissing = missingId === photo.id
  const miss = () => setMissingId(photo.id)
  const common = { photo, description, tags: regions, lit, onLit, onPick, overlay, onPoint, wish }

  return (
    <div
      ref={stage}
      tabIndex={-1}
      className="relative min-h-0 flex-1 overflow-hidden bg-[#11140f] text-white outline-none"
    >
      <div className={isMapLarge ? SMALL : LARGE}>
        {hadSphere && flatReason === null && (
          <SpherePicture
            {...common}
            isShown={isSphere && !isMissing}
            upcoming={walk.upcoming}
            handle={isSphere ? picture : null}
            onLook={(looking) => {
              onHeading(Math.round(looking.heading) % 360)
              onLook(
                isAsOpened(looking, properties.compassAngle) ? null : [looking.heading, looking.pitch, looking.zoom],
              )
            }}
            onFailure={setFlatReason}
            onUnplaced={() => setUnplacedId(photo.id)}
            onMissing={miss}
          />
        )}
        {!isSphere && !isMissing && (
          <FlatPicture
            {...common}
            handle={picture}
            onLook={(look) => {
              onHeading(null)
              onLook(look)
            }}
            onSwipe={(direction) => onStep(direction === 1 ? ways.next : ways.previous)}
            onMissing={miss}
          />
        )}
        {isMissing && (
          <p className="absolute inset-0 grid place-content-center justify-items-center gap-3 px-16 text-center text-sm text-white/80 max-sm:pb-32">
            <ImageOff aria-hidden className="size-8" />
            {wordsWithoutPicture(photo)}
          </p>
        )}
        {isMapLarge && <SwapButton label="Show the picture large" isWhole onSwap={onSwap} />}
      </div>

      <section
        aria-label="Map"
        inert={overlay !== undefined} // what lies over the picture has all of it
        className={classNames(isMapLarge ? LARGE : SMALL, !isMapLarge && 'group', overlay && 'opacity-0')}
      >
        {map}
        {!isMapLarge && <SwapButton label="Show the map large" onSwap={onSwap} />}
      </section>

      {!isMapLarge && !overlay && (
        <>
          <StepLink
            direction="previous"
            photoId={ways.previous}
            ownId={photo.id}
            onStep={() => onStep(ways.previous)}
          />
          <StepLink direction="next" photoId={ways.next} ownId={photo.id} onStep={() => onStep(ways.next)} />
          <NearbyArrows photos={nearby} heading={heading} onStep={onStep} />
        </>
      )}

      <div className="pointer-events-none absolute inset-x-3 top-3 z-10 flex items-start justify-between gap-2">
        <div className="flex min-w-0 flex-wrap gap-2">
          {properties.pano && (
            <span
              className={classNames('flex h-8 items-center gap-1.5 rounded-full px-3 font-[550] text-xs', onPicture)}
            >
              <Orbit aria-hidden className="size-4" /> 360°
            </span>
          )}
          {properties.pano && whyFlat && (
            <span className={classNames('rounded-2xl px-3 py-2 text-xs', onPicture)}>{whyFlat}</span>
          )}
          {walkedSearch && (
            <span
              className={classNames(
                'pointer-events-auto flex h-8 min-w-0 items-center gap-1 rounded-full pl-3 text-xs',
                onPicture,
              )}
            >
              <span className="truncate">In your search: {walkedSearch.text}</span>
              <button
                type="button"
                aria-label="Walk the sequence instead of the search"
                title="Walk the sequence instead of the search"
                className="grid size-8 shrink-0 place-items-center rounded-full hover:bg-white/20"
                onClick={() => {
                  tools.current?.querySelector('button')?.focus() // this one goes
                  walkedSearch.onLeave()
                }}
              >
                <X aria-hidden className="size-4" />
              </button>
            </span>
          )}
        </div>
        <StageTools
          tools={tools}
          picture={picture}
          hasRegions={hasRegions}
          showsRegions={showsRegions}
          onRegions={onRegions}
          onFullScreen={onFullScreen}
          onHelp={onHelp}
        />
      </div>

      <div
        className={classNames(
          'pointer-events-none absolute right-3 bottom-3 z-10 grid justify-items-end gap-2',
          !overlay && 'max-w-[55%]', // beside the small map
        )}
      >
        {lit && (
          <span className={classNames('rounded-lg px-2.5 py-1.5 font-[550] text-xs', onPicture)}>
            {label(lit.value)}
          </span>
        )}
        <Attribution
          username={properties.user.username}
          url={properties.links.mapillary}
          isGone={properties.goneAt !== null}
          isOnPicture
          className={classNames('pointer-events-auto rounded-lg px-2.5 py-1.5', onPicture)}
        />
      </div>
      {walk.isWaiting && (
        <span aria-hidden="true" className="absolute inset-x-0 top-0 z-10 h-0.5 animate-pulse bg-white/80" />
      )}
    </div>
  )
}

/** Lets map and picture change places: over the whole small one, or in its corner when it is used itself. */
function SwapButton({
  label: name,
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
      aria-label={name}
      title={`${name} (M)`}
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

function wordsWithoutPicture({ properties: { backup, isOwner } }: PhotoDetailsFeature): string {
  if (backup && backup.form !== 'processed' && !isOwner)
    return 'Mapillary has no picture of this photo now, and its original, which is not blurred, is for its owner only.'
  return 'There is no picture of this photo now: neither Mapillary nor the backup has one.'
}
