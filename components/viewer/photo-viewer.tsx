'use client'

import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { PeopleTags } from '@/components/tags/people-tags'
import { useTagOverlay } from '@/components/tags/use-tag-overlay'
import { useTagging } from '@/components/tags/use-tagging'
import { classNames } from '@/components/ui/class-names'
import { Notice } from '@/components/ui/notice'
import { PHONE, useMedia } from '@/components/ui/use-media'
import { PanelTabs } from '@/components/viewer/panel/panel-tabs'
import { PhotoHeading } from '@/components/viewer/panel/photo-heading'
import { PhotoMap } from '@/components/viewer/panel/photo-map'
import { ShareButtons } from '@/components/viewer/panel/share-buttons'
import { TagList } from '@/components/viewer/panel/tag-list'
import { useViewpointMark } from '@/components/viewer/panel/use-viewpoint-mark'
import { useVisiblePart } from '@/components/viewer/panel/use-visible-part'
import { ViewpointControl } from '@/components/viewer/panel/viewpoint-control'
import type { PictureHandle } from '@/components/viewer/picture/picture-props'
import { Stage } from '@/components/viewer/picture/stage'
import {
  EVERY_TAG,
  type HighlightedTag,
  highlightOf,
  isChosen,
  type TagChoice,
} from '@/components/viewer/regions/tag-group'
import { useKeepFocus } from '@/components/viewer/walk/use-keep-focus'
import { useKeys } from '@/components/viewer/walk/use-keys'
import { useNearby } from '@/components/viewer/walk/use-nearby'
import { usePhotoWalk } from '@/components/viewer/walk/use-photo-walk'
import { type Direction, usePlay } from '@/components/viewer/walk/use-play'
import { useViewerAddress } from '@/components/viewer/walk/use-viewer-address'
import type { ViewerAddress } from '@/components/viewer/walk/viewer-address'
import { WalkBar } from '@/components/viewer/walk/walk-bar'
import { describePhoto } from '@/lib/photos/describe-photo'
import { photoTitle } from '@/lib/photos/photo-title'
import type { AnyTag, PhotoDetailsFeature } from '@/lib/photos/types'

const PhotoBar = lazy(() => import('@/components/viewer/panel/photo-bar'))
const AltitudeBar = lazy(() => import('@/components/viewer/panel/altitude-bar'))
const PhotoFacts = lazy(() => import('@/components/viewer/panel/photo-facts'))
const KeysHelp = lazy(() => import('@/components/viewer/walk/keys-help'))

const NO_TAGS: AnyTag[] = []
// While a tag is drawn: all that the header and the keyboard on the screen leave (use-visible-part.ts).
const WHOLE_PHONE =
  'max-sm:fixed max-sm:inset-x-0 max-sm:top-[max(var(--header-height),var(--covered-above,0px))] max-sm:bottom-[var(--covered-below,0px)] max-sm:z-30 max-sm:h-auto'

/** One photo large, its map, objects and facts, and the ways to the photos around. */
export function PhotoViewer({
  initial,
  initialAddress,
  searchText,
  isLoggedIn,
  isMarkAsked,
  isTagAsked,
  mapStyleUrl,
}: {
  initial: PhotoDetailsFeature
  initialAddress: ViewerAddress
  searchText: string | null // the search whose result is walked, in words
  isLoggedIn: boolean
  isMarkAsked: boolean
  isTagAsked: boolean
  mapStyleUrl: string | undefined
}) {
  const [search, setSearch] = useState(initialAddress.search)
  const walk = usePhotoWalk(initial, search)
  const address = useViewerAddress(initialAddress, walk.photo.id, walk.show)
  const viewpoint = useViewpointMark(walk)
  const tagging = useTagging(walk)
  const [sheet, setSheet] = useState<HTMLElement | null>(null)
  const tagOverlay = useTagOverlay(walk.photo, tagging, sheet)
  const nearby = useNearby(walk.photo.id)
  const { photo } = walk
  const { properties } = photo
  const { previous, next } = walk.ways
  const { panel, bar } = address.settings
  const isDrawing = tagging.draft !== null
  const isMapLarge = address.settings.isMapLarge && !isDrawing // one draws on the large picture

  const area = useRef<HTMLDivElement>(null)
  const stage = useRef<HTMLDivElement>(null)
  const section = useRef<HTMLElement>(null)
  const picture = useRef<PictureHandle>(null)
  const [showsRegions, setShowsRegions] = useState(true)
  const [choice, setChoice] = useState<TagChoice>(EVERY_TAG)
  const [highlighted, setHighlighted] = useState<HighlightedTag | null>(null)
  const [isHelpOpen, setHelpOpen] = useState(false)
  const [heading, setHeading] = useState<number | null>(null)

  const detections = useMemo(() => properties.tags.filter((tag) => tag.source === 'mapillary'), [properties.tags])
  const people = useMemo(() => properties.tags.filter((tag) => tag.source === 'mtp'), [properties.tags])
  const editedId = tagging.draft?.tag?.id
  const regions = useMemo(() => {
    if (!showsRegions) return NO_TAGS
    const shown: AnyTag[] = [
      ...detections.filter((tag) => isChosen(tag, choice)),
      ...people.filter(({ id }) => id !== editedId),
    ]
    return shown.sort((a, b) => (b.area ?? 0) - (a.area ?? 0))
  }, [showsRegions, detections, people, choice, editedId])
  const description = describePhoto(properties)

  const go = async (photoId: string | undefined, isPassing = false) => {
    if (!photoId || isDrawing) return false // a region that is being drawn is not left by accident
    setHighlighted(null)
    const isShown = await walk.show(photoId)
    if (isShown) address.arrived(photoId, { isPassing })
    return isShown
  }
  const idTo = (direction: Direction) => (direction === 'forward' ? next : previous)[0]
  const canGo = (direction: Direction) => !isDrawing && idTo(direction) !== undefined
  const play = usePlay((direction) => go(idTo(direction), true), canGo)
  const step = (photoId: string | undefined, isPassing = false) => {
    play.pause()
    void go(photoId, isPassing)
  }

  const canMark = isLoggedIn && !properties.isOwner
  const toggleBar = (name: 'photos' | 'altitude') => address.set({ bar: bar === name ? null : name })
  const swapMap = () => address.set({ isMapLarge: !isMapLarge })
  useKeys({
    ArrowRight: ({ repeat }) => step(next[0], repeat),
    ArrowLeft: ({ repeat }) => step(previous[0], repeat),
    a: () => isLoggedIn && !isDrawing && tagging.start(null, true),
    ' ': () => (play.playing ? play.pause() : canGo('forward') && play.play('forward')),
    d: () => setShowsRegions((shows) => !shows),
    r: () => stage.current?.querySelector<HTMLElement>('[data-region-cursor]')?.focus(),
    v: () => canMark && viewpoint.mark(true),
    m: () => !isDrawing && swapMap(),
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
  const isOnPhone = useMedia(PHONE)
  useVisiblePart(section, isDrawing && isOnPhone)

  useEffect(() => {
    document.title = `${photoTitle(photo)} · Map the Paths`
  }, [photo])

  const pick = (tag: AnyTag) => {
    setHighlighted(highlightOf(tag))
    address.set({ panel: 'tags' })
    const place =
      tag.source === 'mtp' ? `[data-tag-entry="${CSS.escape(tag.id)}"]` : `[data-tag-value="${CSS.escape(tag.value)}"]`
    const entry = document.querySelector(`section ${place}`)
    entry?.scrollIntoView({ block: 'nearest', behavior: 'smooth' })
  }

  return (
    <div
      ref={area}
      className="flex flex-1 flex-col lg:grid lg:h-[calc(100dvh-var(--header-height))] lg:flex-none lg:grid-cols-[minmax(0,1fr)_24rem]"
    >
      <section
        ref={section}
        aria-label="Picture"
        data-bar={bar ?? undefined} // of a low window it takes the place of the small map
        className={classNames(
          'group/picture sticky top-(--header-height) z-10 flex h-[62dvh] flex-col max-lg:low:h-[calc(100dvh-var(--header-height)-1rem)] lg:relative lg:top-0 lg:h-auto lg:min-h-0',
          isDrawing && WHOLE_PHONE,
        )}
      >
        <Stage
          stage={stage}
          picture={picture}
          walk={walk}
          requestedView={address.requestedView}
          onLook={address.looked}
          onHeading={setHeading}
          description={description}
          regions={regions}
          hasRegions={properties.tags.length > 0}
          showsRegions={showsRegions}
          onRegions={() => setShowsRegions((shows) => !shows)}
          highlighted={highlighted}
          onHighlight={setHighlighted}
          onPick={pick}
          {...tagOverlay}
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
        <div ref={setSheet} className="empty:hidden" />
        <div inert={isDrawing} className={classNames(isDrawing && 'max-sm:hidden *:opacity-50')}>
          <WalkBar
            play={play}
            canGo={canGo}
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
        </div>
      </section>

      <div
        inert={isDrawing && isOnPhone}
        className="relative z-20 grid content-start gap-6 border-t bg-paper px-5 pt-5 pb-10 max-lg:shadow-floating lg:overflow-y-auto lg:border-t-0 lg:border-l lg:px-6 lg:pt-6"
      >
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
              <div className="grid gap-6">
                <PeopleTags
                  photo={photo}
                  tags={people}
                  tagging={tagging}
                  isLoggedIn={isLoggedIn}
                  isAsked={isTagAsked && photo.id === initial.id}
                  highlightedId={highlighted?.layer === 'people' ? highlighted.tagId : null}
                  onHighlight={(tag) => setHighlighted(tag && highlightOf(tag))}
                />
                <section aria-labelledby="found-by-mapillary" className="grid gap-3">
                  <h2 id="found-by-mapillary" className="font-[550] text-sm">
                    Found by Mapillary
                  </h2>
                  <TagList
                    tags={detections}
                    choice={choice}
                    onChoice={setChoice}
                    highlighted={highlighted}
                    onHighlight={setHighlighted}
                  />
                </section>
              </div>
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
