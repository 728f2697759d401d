'use client'

import '@photo-sphere-viewer/core/index.css'
import { useImperativeHandle, useRef } from 'react'
import { classNames } from '@/components/ui/class-names'
import { PictureOverlay } from '@/components/viewer/picture/picture-overlay'
import type { PictureProps } from '@/components/viewer/picture/picture-props'
import { useSmallPicture } from '@/components/viewer/picture/use-small-picture'
import { RegionLayer } from '@/components/viewer/regions/region-layer'
import type { ViewDirection } from '@/components/viewer/walk/view-direction'
import { imagePath } from '@/lib/photos/paths'
import type { PhotoDetailsFeature } from '@/lib/photos/types'
import { usePanorama } from './use-panorama'
import { useSphere } from './use-sphere'

/**
 * A 360° photo. Its viewer is created once and stays for the whole visit, hidden while a flat photo is in sight. Until it is ready, and
 * without scripts, the picture lies there flat.
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
  /** The panorama covers a part of the sphere and does not say which. */
  onUnplaced: () => void
}) {
  const frame = useRef<HTMLDivElement>(null)
  const container = useRef<HTMLDivElement>(null)
  const sphere = useSphere(container, { onLook, onFailure })
  const drawnId = usePanorama(sphere, { photo, isShown, requestedView, upcoming, onUnplaced })
  const isDrawnNow = drawnId === photo.id
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
  const small = useSmallPicture(photo.id, isDrawn)
  return (
    <div ref={frame} className={classNames('absolute inset-0', !isShown && 'invisible')}>
      {isShown && (
        // biome-ignore lint/performance/noImgElement: our image route already answers in the right size
        <img
          ref={(image) => {
            // Events that came before the scripts are lost.
            if (image?.complete && image.naturalWidth === 0) onMissing()
          }}
          key={photo.id}
          src={imagePath(photo.id, 1024)}
          alt={description}
          fetchPriority="high"
          draggable={false}
          // Below the sphere it is there only for its text, and is not painted.
          className={classNames('absolute inset-0 size-full bg-center bg-cover object-cover', isDrawn && 'opacity-0')}
          style={small}
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
      {sphere && isShown && isDrawnNow && (
        <>
          <RegionLayer space={sphere.space} frame={frame} isSphere {...regions} />
          {overlay && <PictureOverlay>{overlay(sphere.space)}</PictureOverlay>}
        </>
      )}
    </div>
  )
}
