'use client'

import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { Notice } from '@/components/ui/notice'
import { describePhoto } from '@/lib/photos/describe-photo'
import { photoTitle } from '@/lib/photos/photo-title'
import type { PhotoDetailsFeature, PhotoTag } from '@/lib/photos/types'
import { PanelTabs } from './panel-tabs'
import { PhotoHeading } from './photo-heading'
import { PhotoMap } from './photo-map'
import type { PictureHandle } from './picture-props'
import { ShareButtons } from './share-buttons'
import { Stage } from './stage'
import { EVERY_TAG, isChosen, type LitTag, type TagChoice } from './tag-group'
import { TagList } from './tag-list'
import { useKeepFocus } from './use-keep-focus'
import { useKeys } from './use-keys'
import { useNearby } from './use-nearby'
import { usePhotoWalk } from './use-photo-walk'
import { type Direction, usePlay } from './use-play'
import { useViewerAddress } from './use-viewer-address'
import { useViewpointMark } from './use-viewpoint-mark'
import type { ViewerAddress } from './viewer-address'
import { ViewpointControl } from './viewpoint-control'
import { WalkBar } from './walk-bar'

const PhotoBar = lazy(() => import('./photo-bar'))
const AltitudeBar = lazy(() => import('./altitude-bar'))
const PhotoFacts = lazy(() => import('./photo-facts'))
const KeysHelp = lazy(() => import('./keys-help'))

const NO_TAGS: PhotoTag[] = []

/** One photo large, its map, objects and facts, and the ways to the photos around. */
export function PhotoViewer({
  initial,
  initialAddress,
  searchText,
  isLoggedIn,
  isMarkAsked,
  mapStyleUrl,
}: {
  initial: PhotoDetailsFeature
  initialAddress: ViewerAddress
  searchText: string | null // the search whose result is walked, in words
  isLoggedIn: boolean
  isMarkAsked: boolean
  mapStyleUrl: string | undefined
}) {
  const [search, setSearch] = useState(initialAddress.search)
  const walk = usePhotoWalk(initial, search)
  const address = useViewerAddress(initialAddress, walk.photo.id, walk.show)
  const viewpoint = useViewpointMark(walk)
  const nearby = useNearby(walk.photo.id)
  const { photo } = walk
  const { properties } = photo
  const { previous, next } = walk.ways
  const { panel, bar, isMapLarge } = address.settings

  const area = useRef<HTMLDivElement>(null)
  const stage = useRef<HTMLDivElement>(null)
  const picture = useRef<PictureHandle>(null)
  const [showsRegions, setShowsRegions] = useState(true)
  const [choice, setChoice] = useState<TagChoice>(EVERY_TAG)
  const [lit, setLit] = useState<LitTag | null>(null)
  const [isHelpOpen, setHelpOpen] = useState(false)
  const [heading, setHeading] = useState<number | null>(null)

  const detections = useMemo(() => properties.tags.filter((tag) => tag.source === 'mapillary'), [properties.tags])
  const regions = useMemo(
    () => (showsRegions ? detections.filter((tag) => isChosen(tag, choice)) : NO_TAGS),
    [showsRegions, detections, choice],
  )
  const description = describePhoto(properties)

  const go = async (photoId: string | undefined, isPassing = false) => {
    if (!photoId) return false
    setLit(null)
    const isShown = await walk.show(photoId)
    if (isShown) address.arrived(photoId, { isPassing })
    return isShown
  }
  const idTo = (direction: Direction) => (direction === 'forward' ? next : previous)[0]
  const play = usePlay(
    (direction) => go(idTo(direction), true),
    (direction) => idTo(direction) !== undefined,
  )
  const step = (photoId: string | undefined) => {
    play.pause()
    void go(photoId)
  }

  const canMark = isLoggedIn && !properties.isOwner
  const toggleBar = (name: 'photos' | 'altitude') => address.set({ bar: bar === name ? null : name })
  const swapMap = () => address.set({ isMapLarge: !isMapLarge })
  useKeys({
    ArrowRight: () => step(next[0]),
    ArrowLeft: () => step(previous[0]),
    ' ': () => (play.playing ? play.pause() : play.play('forward')),
    d: () => setShowsRegions((shows) => !shows),
    r: () => stage.current?.querySelector<HTMLElement>('[data-region-cursor]')?.focus(),
    v: () => canMark && viewpoint.mark(true),
    m: swapMap,
    t: () => toggleBar('photos'),
    e: () => toggleBar('altitude'),
    '+': () => picture.current?.zoomBy(1.5),
    '=': () => picture.current?.zoomBy(1.5),
    '-': () => picture.current?.zoomBy(1 / 1.5),
    '0': () => picture.current?.reset(),
    f: () => toggleFullScreen(stage.current),
    '?': () => setHelpOpen(true),
  })
  useKeepFocus(area, stage)

  useEffect(() => {
    document.title = `${photoTitle(photo)} · Map the Paths`
  }, [photo])

  const pick = (tag: PhotoTag) => {
    setLit({ layer: tag.layer, value: tag.value, tagId: tag.id })
    address.set({ panel: 'tags' })
    const entry = document.querySelector(`section [data-tag-value="${CSS.escape(tag.value)}"]`)
    entry?.scrollIntoView({ block: 'nearest', behavior: 'smooth' })
  }

  return (
    <div
      ref={area}
      className="flex flex-1 flex-col lg:grid lg:h-[calc(100dvh-var(--header-height))] lg:flex-none lg:grid-cols-[minmax(0,1fr)_24rem]"
    >
      <section
        aria-label="Picture"
        className="sticky top-(--header-height) z-10 flex h-[62dvh] flex-col lg:relative lg:top-0 lg:h-auto lg:min-h-0"
      >
        <Stage
          stage={stage}
          picture={picture}
          walk={walk}
          wish={address.wish}
          onLook={address.looked}
          onHeading={setHeading}
          description={description}
          regions={regions}
          hasRegions={detections.length > 0}
          showsRegions={showsRegions}
          onRegions={() => setShowsRegions((shows) => !shows)}
          lit={lit}
          onLit={setLit}
          onPick={pick}
          ways={{ previous: previous[0], next: next[0] }}
          nearby={nearby}
          heading={heading ?? properties.compassAngle}
          onStep={step}
          isMapLarge={isMapLarge}
          onSwap={swapMap}
          onFullScreen={() => toggleFullScreen(stage.current)}
          onHelp={() => setHelpOpen(true)}
          walkedSearch={
            walk.isInResult && searchText !== null
              ? {
                  text: searchText,
                  onLeave: () => {
                    setSearch('')
                    address.set({ search: '' })
                  },
                }
              : null
          }
          map={
            <PhotoMap photo={photo} heading={heading ?? properties.compassAngle} styleUrl={mapStyleUrl} onGo={step} />
          }
        />
        <WalkBar
          play={play}
          canGo={(direction) => idTo(direction) !== undefined}
          place={`${properties.n} / ${properties.total}`}
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
                onGo={step}
              />
            ) : (
              <AltitudeBar
                sequenceId={properties.sequence.id}
                current={{ id: photo.id, n: properties.n }}
                onGo={step}
              />
            )}
          </Suspense>
        )}
      </section>

      <div className="relative z-20 grid content-start gap-6 border-t bg-paper px-5 pt-5 pb-10 max-lg:shadow-floating lg:overflow-y-auto lg:border-t-0 lg:border-l lg:px-6 lg:pt-6">
        {walk.failure && (
          <Notice tone="danger" title="That did not work">
            {walk.failure}
          </Notice>
        )}
        <PhotoHeading properties={properties} />
        <ShareButtons photo={photo} hrefNow={address.href} />

        <ViewpointControl
          photo={photo}
          isLoggedIn={isLoggedIn}
          isAsked={isMarkAsked && photo.id === initial.id}
          failure={viewpoint.failure}
          onMark={viewpoint.mark}
        />

        <div className="grid gap-4">
          <PanelTabs panel={panel} onPanel={(name) => address.set({ panel: name })} />
          <section role="tabpanel" id="photo-panel" aria-labelledby={`tab-${panel}`}>
            {panel === 'tags' ? (
              <TagList tags={detections} choice={choice} onChoice={setChoice} lit={lit} onLit={setLit} />
            ) : (
              <Suspense fallback={<div className="h-96 animate-pulse rounded-card bg-sunken" />}>
                <PhotoFacts photo={photo} />
              </Suspense>
            )}
          </section>
        </div>
      </div>

      <p aria-live="polite" className="sr-only">
        {photo.id === initial.id || play.playing ? '' : `Photo ${properties.n} of ${properties.total}. ${description}`}
      </p>
      {isHelpOpen && (
        <Suspense>
          <KeysHelp isOpen onOpenChange={setHelpOpen} />
        </Suspense>
      )}
    </div>
  )
}

function toggleFullScreen(element: HTMLElement | null) {
  if (document.fullscreenElement) document.exitFullscreen().catch(() => undefined)
  else element?.requestFullscreen().catch(() => undefined)
}
