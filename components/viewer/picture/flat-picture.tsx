'use client'

import { type PointerEvent, useCallback, useEffect, useEffectEvent, useImperativeHandle, useRef, useState } from 'react'
import { RegionLayer } from '@/components/viewer/regions/region-layer'
import type { Look } from '@/components/viewer/walk/viewer-address'
import { imagePath } from '@/lib/photos/paths'
import { PictureOverlay } from './picture-overlay'
import type { PictureProps } from './picture-props'
import { clampToFrame, fitted, lookOf, type Size, type View, viewOf, WHOLE, zoomed } from './picture-view'
import { useFlatSpace } from './use-flat-space'

const DRAG_AFTER_PX = 6
const SWIPE_AFTER_PX = 60
const DOUBLE_CLICK_SCALE = 2.5

type Point = { x: number; y: number }

/** A flat photo: whole at first, zoomed and moved by wheel, fingers, mouse and double click; sharper once it is worth it. */
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
  const [frameSize, setFrameSize] = useState<Size | null>(null)
  const [picture, setPicture] = useState<{ id: string; size: Size } | null>(null)
  const [view, setView] = useState<View>(WHOLE)
  const [sharp, setSharp] = useState<{ id: string; size: 2048 | 'full' } | null>(null)
  const [shownId, setShownId] = useState(photo.id)
  if (shownId !== photo.id) {
    setShownId(photo.id)
    setView(WHOLE)
  }

  useEffect(() => {
    const element = frame.current
    if (!element) return
    const observer = new ResizeObserver(() =>
      setFrameSize({ width: element.clientWidth, height: element.clientHeight }),
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  const size = frameSize && picture ? fitted(picture.size, frameSize) : null
  const move = useCallback(
    (change: (view: View) => View) =>
      setView((current) => (size && frameSize ? clampToFrame(change(current), size, frameSize) : current)),
    [size, frameSize],
  )
  const placeOf = (event: { clientX: number; clientY: number }): Point => {
    const box = frame.current?.getBoundingClientRect()
    return box
      ? { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 }
      : { x: 0, y: 0 }
  }

  useEffect(() => {
    const element = frame.current
    if (!element) return
    // Not as a prop: React listens passively, and the page would scroll.
    const zoomByWheel = (event: WheelEvent) => {
      event.preventDefault()
      const box = element.getBoundingClientRect()
      const at = { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 }
      move((current) => zoomed(current, Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002)), at))
    }
    element.addEventListener('wheel', zoomByWheel, { passive: false })
    return () => element.removeEventListener('wheel', zoomByWheel)
  }, [move])

  const isMeasured = size !== null && frameSize !== null && picture?.id === photo.id
  const [granted, setGranted] = useState<typeof requestedView>(null)
  if (isMeasured && requestedView && requestedView !== granted) {
    setGranted(requestedView)
    setView(clampToFrame(viewOf(requestedView.look, size), size, frameSize))
  }
  const tell = useEffectEvent((now: View) => {
    if (isMeasured && (!requestedView || requestedView === granted))
      onLook(now === WHOLE || now.scale === 1 ? null : lookOf(now, size))
  })
  useEffect(() => tell(view), [view])

  const space = useFlatSpace(isMeasured ? { size, frame: frameSize, view } : null, move)
  useImperativeHandle(
    handle,
    () => ({
      zoomBy: (factor) => move((current) => zoomed(current, factor, { x: 0, y: 0 })),
      reset: () => setView(WHOLE),
      space: () => space,
    }),
    [move, space],
  )

  const ratio = typeof window === 'undefined' ? 1 : window.devicePixelRatio
  const drawnWidth = size ? size.width * view.scale * ratio : 0
  const wanted = sharpFor(drawnWidth, photo.properties.backup !== null)
  useEffect(() => {
    if (!wanted || picture?.id !== photo.id) return
    let isStale = false
    const image = new Image()
    image.src = imagePath(photo.id, wanted)
    image.decode().then(
      () => !isStale && setSharp({ id: photo.id, size: wanted }),
      () => undefined, // the smaller one stays
    )
    return () => {
      isStale = true
    }
  }, [wanted, photo.id, picture?.id])

  const pointers = useRef(new Map<number, Point>())
  const gesture = useRef<{ start: Point; hasMoved: boolean; wasPinch: boolean } | null>(null)

  function pointerDown(event: PointerEvent<HTMLDivElement>) {
    if (event.pointerType === 'mouse' && event.button !== 0) return
    const place = placeOf(event)
    pointers.current.set(event.pointerId, place)
    gesture.current = { start: place, hasMoved: false, wasPinch: pointers.current.size > 1 }
  }

  function pointerMove(event: PointerEvent<HTMLDivElement>) {
    const before = pointers.current.get(event.pointerId)
    if (!before || !gesture.current) return
    const place = placeOf(event)
    if (!gesture.current.hasMoved) {
      const { start } = gesture.current
      if (Math.hypot(place.x - start.x, place.y - start.y) < DRAG_AFTER_PX) return
      gesture.current.hasMoved = true
      event.currentTarget.setPointerCapture(event.pointerId)
    }
    const others = [...pointers.current].filter(([pointerId]) => pointerId !== event.pointerId)
    pointers.current.set(event.pointerId, place)
    const other = others[0]?.[1]
    if (other) {
      const spread = (point: Point) => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y))
      const middle = { x: (place.x + other.x) / 2, y: (place.y + other.y) / 2 }
      move((current) => zoomed(current, spread(place) / spread(before), middle))
    } else {
      move((current) => ({ ...current, x: current.x + place.x - before.x, y: current.y + place.y - before.y }))
    }
  }

  function pointerUp(event: PointerEvent<HTMLDivElement>) {
    const place = pointers.current.get(event.pointerId)
    pointers.current.delete(event.pointerId)
    const { current: finished } = gesture
    if (!place || !finished || pointers.current.size > 0) return
    const [across, down] = [place.x - finished.start.x, place.y - finished.start.y]
    const isSwipe = event.pointerType === 'touch' && view.scale === 1 && !finished.wasPinch
    if (isSwipe && Math.abs(across) > SWIPE_AFTER_PX && Math.abs(across) > 2 * Math.abs(down)) {
      onSwipe(across < 0 ? 1 : -1)
    }
  }

  return (
    // Buttons and keys do the same as the gestures.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    <div
      ref={frame}
      className={`absolute inset-0 touch-none select-none overflow-hidden ${view.scale > 1 ? 'cursor-grab active:cursor-grabbing' : ''}`}
      onPointerDown={pointerDown}
      onPointerMove={pointerMove}
      onPointerUp={pointerUp}
      onPointerCancel={pointerUp}
      onDoubleClick={(event) => {
        const at = placeOf(event)
        move((current) => (current.scale > 1 ? WHOLE : zoomed(current, DOUBLE_CLICK_SCALE, at)))
      }}
    >
      <div
        className="absolute"
        style={
          size && frameSize
            ? {
                width: size.width * view.scale,
                height: size.height * view.scale,
                left: frameSize.width / 2 - (size.width * view.scale) / 2,
                top: frameSize.height / 2 - (size.height * view.scale) / 2,
                transform: `translate(${view.x}px, ${view.y}px)`,
              }
            : { inset: 0 }
        }
      >
        {/* biome-ignore lint/performance/noImgElement: our image route already answers in the right size */}
        <img
          ref={(image) => {
            // What happened before the scripts came tells no event.
            if (!image?.complete) return
            if (image.naturalWidth === 0) onMissing()
            else if (picture?.id !== photo.id) setPicture(measured(photo.id, image))
          }}
          key={photo.id}
          src={imagePath(photo.id, sharp?.id === photo.id ? sharp.size : 1024)}
          alt={description}
          fetchPriority="high"
          draggable={false}
          className={size ? 'size-full' : 'size-full object-contain'}
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

/** The picture that is worth its bytes when drawn so wide, in pixels of the screen; null: the first one does. */
function sharpFor(drawnWidth: number, hasFull: boolean): 2048 | 'full' | null {
  if (drawnWidth > 2_200 && hasFull) return 'full'
  return drawnWidth > 1_100 ? 2048 : null
}
