'use client'

import { type CSSProperties, useImperativeHandle, useRef, useState } from 'react'
import { RegionLayer } from '@/components/viewer/regions/region-layer'
import type { Look } from '@/components/viewer/walk/viewer-address'
import { imagePath } from '@/lib/photos/paths'
import { PictureOverlay } from './picture-overlay'
import type { PictureProps } from './picture-props'
import { fitted, type Size, type View, zoomed } from './picture-view'
import { useFlatSpace } from './use-flat-space'
import { useFlatView } from './use-flat-view'
import { useFrameSize } from './use-frame-size'
import { usePictureGestures } from './use-picture-gestures'
import { useSharpSize } from './use-sharp-size'
import { useSmallPicture } from './use-small-picture'

/** A flat photo: a small picture of it until the right one has come; whole at first, then zoomed and moved by gestures; a sharper one is fetched when the zoom needs it. */
export function FlatPicture({
  photo,
  description,
  regions,
  overlay,
  requestedView,
  onLook,
  onSwipe,
  onMissing,
  handle,
}: PictureProps & {
  onLook: (look: Look | null) => void
  onSwipe: (direction: 1 | -1) => void
}) {
  const frame = useRef<HTMLDivElement>(null)
  const frameSize = useFrameSize(frame)
  const [picture, setPicture] = useState<{ id: string; size: Size } | null>(null)
  const isLoaded = picture?.id === photo.id
  const size = frameSize && picture ? fitted(picture.size, frameSize) : null
  const isMeasured = size !== null && frameSize !== null && isLoaded
  const { view, move, reset } = useFlatView({
    photoId: photo.id,
    size,
    frameSize,
    isMeasured,
    requestedView,
    onLook,
  })
  const space = useFlatSpace(isMeasured ? { size, frame: frameSize, view } : null, move)
  useImperativeHandle(
    handle,
    () => ({
      zoomBy: (factor) => move((current) => zoomed(current, factor, { x: 0, y: 0 })),
      reset,
      space: () => space,
    }),
    [move, reset, space],
  )
  const small = useSmallPicture(photo.id, isLoaded)
  const gestures = usePictureGestures(frame, { view, move, onSwipe })
  const shownSize = useSharpSize({
    photoId: photo.id,
    drawnWidth: size ? size.width * view.scale : 0,
    hasFull: photo.properties.backup !== null,
    isReady: isLoaded,
  })

  return (
    // Buttons and keys do the same as the gestures.
    <div
      ref={frame}
      className={`absolute inset-0 touch-none select-none overflow-hidden ${view.scale > 1 ? 'cursor-grab active:cursor-grabbing' : ''}`}
      {...gestures}
    >
      <div
        className="absolute bg-center bg-contain bg-no-repeat"
        style={{ ...(size && frameSize ? placeInFrame(view, frameSize) : { inset: 0 }), ...small }}
      >
        {/* biome-ignore lint/performance/noImgElement: our image route already answers in the right size */}
        <img
          ref={(image) => {
            // Events that came before the scripts are lost.
            if (!image?.complete) return
            if (image.naturalWidth === 0) onMissing()
            else if (!isLoaded) setPicture(measured(photo.id, image))
          }}
          key={photo.id}
          src={imagePath(photo.id, shownSize)}
          alt={description}
          fetchPriority="high"
          draggable={false}
          className="size-full object-contain"
          onLoad={(event) => setPicture(measured(photo.id, event.currentTarget))}
          onError={onMissing}
        />
      </div>
      {space && (
        <>
          <RegionLayer space={space} frame={frame} isSphere={false} {...regions} />
          {overlay && <PictureOverlay>{overlay(space)}</PictureOverlay>}
        </>
      )}
    </div>
  )
}

function measured(id: string, image: HTMLImageElement) {
  return { id, size: { width: image.naturalWidth, height: image.naturalHeight } }
}

/** The frame itself, moved and grown: a box of the picture's own size would jump when the picture has come. */
function placeInFrame({ scale, x, y }: View, frame: Size): CSSProperties {
  const [width, height] = [frame.width * scale, frame.height * scale]
  return {
    width,
    height,
    left: frame.width / 2 - width / 2,
    top: frame.height / 2 - height / 2,
    transform: `translate(${x}px, ${y}px)`,
  }
}
