'use client'

import '@photo-sphere-viewer/core/index.css'
import { useEffect, useEffectEvent, useImperativeHandle, useMemo, useRef, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { PictureOverlay } from '@/components/viewer/picture/picture-overlay'
import type { PictureProps } from '@/components/viewer/picture/picture-props'
import { RegionLayer } from '@/components/viewer/regions/region-layer'
import type { ViewDirection } from '@/components/viewer/walk/view-direction'
import type { Look } from '@/components/viewer/walk/viewer-address'
import { imagePath } from '@/lib/photos/paths'
import type { PhotoDetailsFeature } from '@/lib/photos/types'
import type { Panorama, Sphere } from './sphere'

/**
 * A 360° photo. The viewer behind it is made once and stays for the whole visit, hidden while a flat photo is in sight;
 * until it is ready, and for those without scripts, the picture lies there flat.
 */
export function SpherePicture({
  photo,
  description,
  regions,
  overlay,
  requestedView,
  isShown,
  upcoming,
  onLook,
  onFailure,
  onUnplaced,
  onMissing,
  handle,
}: PictureProps & {
  isShown: boolean
  /** The photos that may come next. */
  upcoming: () => Promise<PhotoDetailsFeature>[]
  onLook: (looking: ViewDirection) => void
  onFailure: (reason: string) => void
  /** The panorama is a part of the sphere and does not say which. */
  onUnplaced: () => void
}) {
  const frame = useRef<HTMLDivElement>(null)
  const container = useRef<HTMLDivElement>(null)
  const [sphere, setSphere] = useState<Sphere | null>(null)
  const [drawnId, setDrawnId] = useState<string | null>(null)

  const look = useEffectEvent(onLook)
  const fail = useEffectEvent(onFailure)
  const unplaced = useEffectEvent(onUnplaced)

  useEffect(() => {
    const element = container.current
    if (!element) return
    if (!document.createElement('canvas').getContext('webgl2')) {
      fail('This browser has no WebGL, so the 360° photo is shown flat.')
      return
    }
    let made: Sphere | undefined
    let isGone = false
    import('./sphere')
      .then(({ createSphere }) => {
        if (isGone) return
        made = createSphere(element, {
          look: (looking) => look(looking),
          lose: () => fail('The graphics of this browser gave up, so the 360° photo is shown flat.'),
        })
        setSphere(made)
      })
      .catch(() => fail('The 360° viewer could not be started, so the photo is shown flat.'))
    return () => {
      isGone = true
      made?.destroy()
    }
  }, [])

  const { compassAngle, panoramaCrop: crop } = photo.properties
  const hasFull = photo.properties.backup !== null
  const panorama = useMemo(
    () => panoramaOf({ id: photo.id, hasFull, compassAngle, crop }),
    [photo.id, hasFull, compassAngle, crop],
  )
  const requestedDirection = useEffectEvent(() => (requestedView ? viewDirectionOf(requestedView.look) : undefined))
  useEffect(() => {
    if (!sphere || !isShown) return
    let isStale = false
    sphere.show(panorama, requestedDirection()).then(
      (end) => {
        if (isStale) return
        if (end === 'drawn') setDrawnId(photo.id)
        if (end === 'unplaced') unplaced()
      },
      () => undefined, // there is no picture at all: the flat one below tells
    )
    return () => {
      isStale = true
    }
  }, [sphere, isShown, photo.id, panorama])

  const drawnNow = drawnId === photo.id
  const prepareNext = useEffectEvent(() => {
    for (const feature of upcoming()) {
      feature.then(
        ({ id, properties: { pano, backup, compassAngle, panoramaCrop: crop } }) => {
          if (id === photo.id || !pano) return
          sphere?.prepare(panoramaOf({ id, hasFull: backup !== null, compassAngle, crop }))
        },
        () => undefined, // it is asked for again when one goes there
      )
    }
  })
  useEffect(() => {
    if (drawnNow) prepareNext()
  }, [drawnNow])
  useEffect(() => {
    if (sphere && isShown && drawnNow && requestedView) sphere.look(viewDirectionOf(requestedView.look))
  }, [sphere, isShown, drawnNow, requestedView])

  useImperativeHandle(
    handle,
    () => ({
      zoomBy: (factor) => sphere?.zoomBy(factor),
      reset: () => sphere?.reset(),
      space: () => sphere?.space ?? null,
    }),
    [sphere],
  )

  const isDrawn = drawnId !== null
  return (
    <div ref={frame} className={classNames('absolute inset-0', !isShown && 'invisible')}>
      {isShown && (
        // biome-ignore lint/performance/noImgElement: our image route already answers in the right size
        <img
          ref={(image) => {
            // What happened before the scripts came tells no event.
            if (image?.complete && image.naturalWidth === 0) onMissing()
          }}
          key={photo.id}
          src={imagePath(photo.id, 1024)}
          alt={description}
          fetchPriority="high"
          draggable={false}
          // Below the sphere it is there for its text alone, and is not painted.
          className={classNames('absolute inset-0 size-full object-cover', isDrawn && 'opacity-0')}
          onError={onMissing}
        />
      )}
      <div
        ref={container}
        aria-hidden="true"
        data-sphere={isDrawn ? 'drawn' : 'waiting'}
        data-sphere-photo={drawnId ?? undefined}
        className={classNames('absolute inset-0', !isDrawn && 'opacity-0')}
      />
      {sphere && isShown && drawnNow && (
        <>
          <RegionLayer space={sphere.space} frame={frame} isSphere {...regions} />
          {overlay && <PictureOverlay>{overlay(sphere.space)}</PictureOverlay>}
        </>
      )}
    </div>
  )
}

function panoramaOf({
  id,
  hasFull,
  compassAngle,
  crop,
}: Omit<Panorama, 'urls'> & { id: string; hasFull: boolean }): Panorama {
  const sizes = hasFull ? ([1024, 2048, 'full'] as const) : ([1024, 2048] as const)
  return { urls: sizes.map((size) => imagePath(id, size)), compassAngle, crop }
}

function viewDirectionOf([heading, pitch, zoom]: Look): ViewDirection {
  return { heading, pitch, zoom }
}
