'use client'

import { ImageOff, Orbit } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { Attribution } from '@/components/ui/attribution'
import { classNames } from '@/components/ui/class-names'
import { Notice } from '@/components/ui/notice'
import { label } from '@/lib/labels/label'
import type { DetectionLayer } from '@/lib/mapillary/types'
import { describePhoto } from '@/lib/photos/describe-photo'
import { photoTitle } from '@/lib/photos/photo-title'
import type { PhotoDetailsFeature, PhotoTag } from '@/lib/photos/types'
import { FlatPicture } from './flat-picture'
import { KeysHelp } from './keys-help'
import { PhotoFacts } from './photo-facts'
import { PhotoHeading } from './photo-heading'
import { PhotoMap } from './photo-map'
import type { PictureHandle } from './picture-props'
import { SpherePicture } from './sphere-picture'
import { onPicture } from './stage-button'
import { StageTools } from './stage-tools'
import { StepLink } from './step-link'
import { groupTags, type LitTag } from './tag-group'
import { TagList } from './tag-list'
import { useKeys } from './use-keys'
import { usePhotoWalk } from './use-photo-walk'
import { useViewpointMark } from './use-viewpoint-mark'
import { ViewpointControl } from './viewpoint-control'

const NO_TAGS: PhotoTag[] = []
const UNPLACED = 'This panorama does not say which part of the view around it covers, so it is shown flat.'

/** One photo large, its tags, facts and map beside it, and the way to the photos before and after. */
export function PhotoViewer({
  initial,
  isLoggedIn,
  isMarkAsked,
  mapStyleUrl,
}: {
  initial: PhotoDetailsFeature
  isLoggedIn: boolean
  isMarkAsked: boolean
  mapStyleUrl: string | undefined
}) {
  const walk = usePhotoWalk(initial)
  const mark = useViewpointMark(walk)
  const { photo, go } = walk
  const { properties } = photo
  const { previous, next } = properties.neighbours

  const stage = useRef<HTMLElement>(null)
  const picture = useRef<PictureHandle>(null)
  const [showsRegions, setShowsRegions] = useState(true)
  const [hidden, setHidden] = useState<ReadonlySet<DetectionLayer>>(new Set())
  const [lit, setLit] = useState<LitTag | null>(null)
  const [isHelpOpen, setHelpOpen] = useState(false)
  const [flatReason, setFlatReason] = useState<string | null>(null)
  const [unplacedId, setUnplacedId] = useState<string | null>(null)
  const [missingId, setMissingId] = useState<string | null>(null)
  const [sphereHeading, setSphereHeading] = useState<number | null>(null)
  const [hadSphere, setHadSphere] = useState(properties.pano)
  if (properties.pano && !hadSphere) setHadSphere(true)

  const whyFlat = unplacedId === photo.id ? UNPLACED : flatReason
  const isSphere = properties.pano && whyFlat === null
  const isMissing = missingId === photo.id
  const description = describePhoto(properties)
  const groups = useMemo(() => groupTags(properties.tags), [properties.tags])
  const regions = useMemo(
    () => (showsRegions ? properties.tags.filter(({ layer }) => !hidden.has(layer)) : NO_TAGS),
    [showsRegions, properties.tags, hidden],
  )

  const step = (photoId: string | undefined) => {
    setLit(null)
    go(photoId)
  }
  const canMark = isLoggedIn && !properties.isOwner
  useKeys({
    ArrowRight: () => step(next[0]),
    ArrowLeft: () => step(previous[0]),
    d: () => setShowsRegions((shows) => !shows),
    v: () => canMark && mark(true),
    '+': () => picture.current?.zoomBy(1.5),
    '=': () => picture.current?.zoomBy(1.5),
    '-': () => picture.current?.zoomBy(1 / 1.5),
    '0': () => picture.current?.reset(),
    f: () => toggleFullScreen(stage.current),
    '?': () => setHelpOpen(true),
  })

  useEffect(() => {
    document.title = `${photoTitle(photo)} · Map the Paths`
  }, [photo])

  const pick = (tag: PhotoTag) => {
    setLit({ layer: tag.layer, value: tag.value, tagId: tag.id })
    const entry = document.querySelector(`section [data-tag-value="${CSS.escape(tag.value)}"]`)
    entry?.scrollIntoView({ block: 'nearest', behavior: 'smooth' })
  }
  const common = { photo, description, tags: regions, lit, onLit: setLit, onPick: pick, handle: picture }
  const miss = () => setMissingId(photo.id)

  return (
    <div className="flex flex-1 flex-col lg:grid lg:h-[calc(100dvh-var(--header-height))] lg:flex-none lg:grid-cols-[minmax(0,1fr)_24rem]">
      <section
        ref={stage}
        aria-label="Picture"
        className="sticky top-(--header-height) h-[62dvh] overflow-hidden bg-[#11140f] text-white lg:relative lg:top-0 lg:h-auto"
      >
        {hadSphere && flatReason === null && (
          <SpherePicture
            {...common}
            isShown={isSphere && !isMissing}
            handle={isSphere ? picture : null}
            onLook={({ heading }) => setSphereHeading(Math.round(heading))}
            onFailure={setFlatReason}
            onUnplaced={() => setUnplacedId(photo.id)}
            onMissing={miss}
          />
        )}
        {!isSphere && !isMissing && (
          <FlatPicture
            {...common}
            onSwipe={(direction) => step(direction === 1 ? next[0] : previous[0])}
            onMissing={miss}
          />
        )}
        {isMissing && (
          <p className="absolute inset-0 grid place-content-center justify-items-center gap-3 px-16 text-center text-sm text-white/80">
            <ImageOff aria-hidden className="size-8" />
            There is no picture of this photo now: neither Mapillary nor the backup has one.
          </p>
        )}

        <StepLink direction="previous" photoId={previous[0]} ownId={photo.id} onStep={() => step(previous[0])} />
        <StepLink direction="next" photoId={next[0]} ownId={photo.id} onStep={() => step(next[0])} />

        <div className="pointer-events-none absolute inset-x-3 top-3 z-10 flex items-start justify-between gap-2">
          <div className="flex flex-wrap gap-2">
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
          </div>
          <StageTools
            picture={picture}
            hasRegions={properties.tags.length > 0}
            showsRegions={showsRegions}
            onRegions={() => setShowsRegions((shows) => !shows)}
            onFullScreen={() => toggleFullScreen(stage.current)}
            onHelp={() => setHelpOpen(true)}
          />
        </div>

        <div className="pointer-events-none absolute inset-x-3 bottom-3 z-10 flex flex-wrap items-end justify-between gap-2 max-lg:bottom-8">
          <Attribution
            username={properties.user.username}
            url={properties.links.mapillary}
            isGone={properties.goneAt !== null}
            className={classNames('pointer-events-auto rounded-lg px-2.5 py-1.5 [&_a:hover]:text-white', onPicture)}
          />
          {lit && (
            <span className={classNames('rounded-lg px-2.5 py-1.5 font-[550] text-xs', onPicture)}>
              {label(lit.value)}
            </span>
          )}
        </div>
        {walk.isWaiting && (
          <span aria-hidden="true" className="absolute inset-x-0 top-0 h-0.5 animate-pulse bg-white/80" />
        )}
      </section>

      <div className="relative z-20 -mt-5 grid content-start gap-7 rounded-t-card border-t bg-paper px-5 pt-3 pb-10 max-lg:shadow-floating lg:mt-0 lg:overflow-y-auto lg:rounded-none lg:border-t-0 lg:border-l lg:px-6 lg:pt-6">
        <span aria-hidden="true" className="mx-auto -mb-4 h-1 w-10 rounded-full bg-line-strong/50 lg:hidden" />
        {walk.failure && (
          <Notice tone="danger" title="That did not work">
            {walk.failure}
          </Notice>
        )}
        <PhotoHeading properties={properties} />

        <ViewpointControl
          photo={photo}
          isLoggedIn={isLoggedIn}
          isAsked={isMarkAsked && photo.id === initial.id}
          onMark={mark}
        />

        <section aria-label="Map">
          <PhotoMap
            photo={photo}
            heading={isSphere ? (sphereHeading ?? properties.compassAngle) : properties.compassAngle}
            styleUrl={mapStyleUrl}
            onGo={step}
          />
        </section>

        <section aria-labelledby="detections" className="grid gap-3">
          <h2 id="detections" className="font-semibold">
            Detections
          </h2>
          <TagList
            groups={groups}
            hidden={hidden}
            onHide={(layer, isHidden) => setHidden(withLayer(hidden, layer, isHidden))}
            lit={lit}
            onLit={setLit}
          />
        </section>

        <section aria-labelledby="photo-data" className="grid gap-3">
          <h2 id="photo-data" className="font-semibold">
            Photo data
          </h2>
          <PhotoFacts photo={photo} />
        </section>
      </div>

      <p aria-live="polite" className="sr-only">
        {photo.id === initial.id ? '' : `Photo ${properties.n} of ${properties.total}. ${description}`}
      </p>
      <KeysHelp isOpen={isHelpOpen} onOpenChange={setHelpOpen} />
    </div>
  )
}

function withLayer(hidden: ReadonlySet<DetectionLayer>, layer: DetectionLayer, isHidden: boolean) {
  return new Set([...hidden].filter((other) => other !== layer).concat(isHidden ? [layer] : []))
}

function toggleFullScreen(element: HTMLElement | null) {
  if (document.fullscreenElement) document.exitFullscreen().catch(() => undefined)
  else element?.requestFullscreen().catch(() => undefined)
}
