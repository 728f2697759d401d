'use client'

import '@annotorious/annotorious/annotorious.css'
import { createImageAnnotator, type ImageAnnotation, type ImageAnnotator } from '@annotorious/annotorious'
import { type RefObject, useEffect, useEffectEvent, useRef } from 'react'
import { classNames } from '@/components/ui/class-names'
import type { PictureSpace } from '@/components/viewer/picture/picture-space'
import type { TagShape } from '@/lib/model/pictures/picture-shapes'
import { imagePath } from '@/lib/photos/paths'
import { ANNOTATION_ID, shapeOfAnnotation, toAnnotation, whyLost } from './annotations'

export type FlatTool = 'rectangle' | 'polygon'

/**
 * Draws and reshapes one region on a flat picture with Annotorious. It works on an unseen copy that lies over the picture, because the
 * library replaces the element that it is given, and the picture itself belongs to the viewer.
 */
export default function FlatDrawing({
  photoId,
  space,
  tool,
  initial,
  colour,
  onShape,
  onProblem,
  onLost,
}: {
  photoId: string
  space: PictureSpace
  tool: FlatTool
  /** A region to reshape. */
  initial: TagShape | null
  colour: string // #rrggbb
  onShape: (shape: TagShape) => void
  /** The region cannot be saved as it is; it can still be reshaped. */
  onProblem: (problem: string) => void
  /** An outline was ended, and the library dropped it silently. */
  onLost: (problem: string) => void
}) {
  const surface = useRef<HTMLDivElement>(null)
  const annotator = useRef<ImageAnnotator | null>(null)
  useCoverPicture(surface, space)

  const begin = useEffectEvent((image: HTMLImageElement) => {
    const onDrawn = (annotation: ImageAnnotation) => {
      const shape = shapeOfAnnotation(annotation, image)
      if (typeof shape === 'string') onProblem(shape)
      else onShape(shape)
    }
    const created = startAnnotator(image, { initial, colour, onDrawn, onLost })
    chooseTool(created, tool)
    annotator.current = created
  })
  useEffect(() => {
    const { current: element } = surface
    if (!element) return
    const image = unseenCopy(photoId)
    let isGone = false
    element.append(image)
    const stopUnnaming = unnameHandles(element)
    image.decode().then(
      () => !isGone && begin(image),
      () => undefined, // without its picture there is nothing to draw on; the viewer says so
    )
    return () => {
      isGone = true
      stopUnnaming()
      annotator.current?.destroy()
      annotator.current = null
      element.replaceChildren()
    }
  }, [photoId])

  useEffect(() => {
    if (annotator.current) chooseTool(annotator.current, tool)
  }, [tool])

  return (
    <div
      ref={surface}
      data-drawing="flat"
      className={classNames(
        'pointer-events-auto absolute touch-none [&>div]:size-full',
        // White with a dark edge, so that it is seen on any picture while it is drawn.
        '[&_.a9s-outer]:stroke-[6px]! [&_.a9s-outer]:stroke-black/60! [&_.a9s-outer]:[mask:none]',
        '[&_.a9s-rubberband_.a9s-inner]:stroke-[3px]! [&_.a9s-rubberband_.a9s-inner]:stroke-white!',
      )}
    />
  )
}

/** Keeps an element exactly over the picture while that is moved and zoomed. */
function useCoverPicture(surface: RefObject<HTMLDivElement | null>, space: PictureSpace): void {
  useEffect(() => {
    const move = () => {
      const [from, to] = [space.toFrame([0, 0]), space.toFrame([1, 1])]
      const { current: element } = surface
      if (!element || !from || !to) return
      Object.assign(element.style, {
        left: `${from[0]}px`,
        top: `${from[1]}px`,
        width: `${to[0] - from[0]}px`,
        height: `${to[1] - from[1]}px`,
      })
    }
    move()
    return space.onMove(move)
  }, [surface, space])
}

function startAnnotator(
  image: HTMLImageElement,
  {
    initial,
    colour,
    onDrawn,
    onLost,
  }: {
    initial: TagShape | null
    colour: string
    onDrawn: (annotation: ImageAnnotation) => void
    onLost: (problem: string) => void
  },
): ImageAnnotator {
  const annotator = createImageAnnotator(image, {
    drawingEnabled: initial === null,
    drawingMode: 'drag',
    theme: 'light', // the one that has a dark edge
    style: { fill: `#${colour.slice(1)}`, fillOpacity: 0.25, stroke: `#${colour.slice(1)}`, strokeWidth: 3 },
  })
  annotator.on('createAnnotation', (annotation: ImageAnnotation) => {
    annotator.setDrawingEnabled(false) // one region at a time; it can be reshaped now
    annotator.setSelected(annotation.id)
    onDrawn(annotation)
  })
  // Not the library's event of an update: that one comes only when the region is no longer selected.
  annotator.state.store.observe(({ changes }) => {
    for (const { newValue } of changes.updated ?? []) onDrawn(newValue)
  })
  // The library ignores the end of an outline that crosses itself when it finds that it encloses nothing.
  annotator.element.addEventListener('dblclick', () => {
    if (annotator.getAnnotations().length > 0) return
    const problem = whyLost(annotator.element.querySelector('.a9s-rubberband polygon.a9s-inner'))
    if (problem) onLost(problem)
  })
  if (initial) {
    annotator.addAnnotation(toAnnotation(initial, image))
    annotator.setSelected(ANNOTATION_ID)
  }
  return annotator
}

function chooseTool(annotator: ImageAnnotator, tool: FlatTool): void {
  annotator.setDrawingTool(tool)
  annotator.setDrawingMode(tool === 'rectangle' ? 'drag' : 'click')
}

function unseenCopy(photoId: string): HTMLImageElement {
  const image = new Image()
  image.src = imagePath(photoId, 1024)
  image.alt = ''
  image.style.cssText = 'display: block; width: 100%; height: 100%; opacity: 0'
  return image
}

/** The library's handles say that they are buttons, without a name, and do nothing by key: the keyboard has a tool of its own. */
function unnameHandles(element: HTMLElement): () => void {
  const handles = new MutationObserver(() => {
    for (const handle of element.querySelectorAll('[role="button"]')) {
      handle.removeAttribute('role')
      handle.removeAttribute('tabindex')
    }
  })
  handles.observe(element, { subtree: true, childList: true })
  return () => handles.disconnect()
}
