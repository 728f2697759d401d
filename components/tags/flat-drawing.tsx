'use client'

import '@annotorious/annotorious/annotorious.css'
import { createImageAnnotator, type ImageAnnotation, type ImageAnnotator, ShapeType } from '@annotorious/annotorious'
import { useEffect, useEffectEvent, useRef } from 'react'
import { classNames } from '@/components/ui/class-names'
import type { PictureSpace } from '@/components/viewer/picture/picture-space'
import type { PicturePoint, TagShape } from '@/lib/model/picture-shapes'
import { imagePath } from '@/lib/photos/paths'
import { outlinesOf } from '@/lib/tags/outlines'
import { isSimple } from '@/lib/tags/ring'
import { TagShapeInput } from '@/lib/tags/tag-shape'

const ID = 'region'

export type FlatTool = 'rectangle' | 'polygon'

/**
 * Draws and reshapes one region on a flat picture with Annotorious. It works on an unseen copy of the picture that lies over it: the
 * library takes the place of the element that it is given, and that one belongs to the viewer.
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
  /** The region as it is now cannot be kept; it can still be reshaped. */
  onProblem: (problem: string) => void
  /** An outline was ended that the library drops without a word. */
  onLost: (problem: string) => void
}) {
  const place = useRef<HTMLDivElement>(null)
  const annotator = useRef<ImageAnnotator | null>(null)
  const drawn = useEffectEvent((annotation: ImageAnnotation, image: HTMLImageElement) => {
    const shape = TagShapeInput.safeParse(toShape(annotation, image))
    if (shape.success) onShape(shape.data)
    else onProblem(sentence(shape.error.issues[0]?.message))
  })

  useEffect(() => {
    const move = () => {
      const [from, to] = [space.toFrame([0, 0]), space.toFrame([1, 1])]
      const { current: element } = place
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
  }, [space])

  const begin = useEffectEvent((image: HTMLImageElement) => {
    const created = createImageAnnotator(image, {
      drawingEnabled: initial === null,
      drawingMode: 'drag',
      theme: 'light', // the one that has a dark edge
      style: { fill: `#${colour.slice(1)}`, fillOpacity: 0.25, stroke: `#${colour.slice(1)}`, strokeWidth: 3 },
    })
    annotator.current = created
    created.setDrawingTool(tool)
    created.setDrawingMode(tool === 'rectangle' ? 'drag' : 'click')
    created.on('createAnnotation', (annotation: ImageAnnotation) => {
      created.setDrawingEnabled(false) // one region at a time; it can be reshaped now
      created.setSelected(annotation.id)
      drawn(annotation, image)
    })
    // Not its event of an update: that one comes when the region is no longer selected.
    created.state.store.observe(({ changes }) => {
      for (const { newValue } of changes.updated ?? []) drawn(newValue, image)
    })
    // Of an outline that crosses itself it may find that it encloses nothing, and goes on with it.
    created.element.addEventListener('dblclick', () => {
      if (created.getAnnotations().length > 0) return
      const problem = whyLost(created.element.querySelector('.a9s-rubberband polygon.a9s-inner'))
      if (problem) onLost(problem)
    })
    if (initial) {
      created.addAnnotation(toAnnotation(initial, image))
      created.setSelected(ID)
    }
  })

  useEffect(() => {
    const { current: element } = place
    if (!element) return
    const image = new Image()
    image.src = imagePath(photoId, 1024)
    image.alt = ''
    image.style.cssText = 'display: block; width: 100%; height: 100%; opacity: 0'
    let isGone = false
    element.append(image)
    // The handles call themselves buttons without a name, and the keyboard can do nothing with them: it has a tool of its own.
    const handles = new MutationObserver(() => {
      for (const handle of element.querySelectorAll('[role="button"]')) {
        handle.removeAttribute('role')
        handle.removeAttribute('tabindex')
      }
    })
    handles.observe(element, { subtree: true, childList: true })
    image.decode().then(
      () => !isGone && begin(image),
      () => undefined, // without its picture there is nothing to draw on; the viewer says so
    )
    return () => {
      isGone = true
      handles.disconnect()
      annotator.current?.destroy()
      annotator.current = null
      element.replaceChildren()
    }
  }, [photoId])

  useEffect(() => {
    annotator.current?.setDrawingTool(tool)
    annotator.current?.setDrawingMode(tool === 'rectangle' ? 'drag' : 'click')
  }, [tool])

  return (
    <div
      ref={place}
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

/** Why a double click ended no outline; null when it has too few corners to be one yet. */
function whyLost(drawn: Element | null): string | null {
  const corners = [...new Set(drawn?.getAttribute('points')?.split(' '))] // the last one was clicked twice
  if (corners.length < 3) return null
  const ring = [...corners, ...corners.slice(0, 1)].map((corner): PicturePoint => {
    const [x = 0, y = 0] = corner.split(',').map(Number)
    return [x, y]
  })
  return `This outline ${isSimple(ring) ? 'encloses nothing' : 'crosses itself'}. Draw it again.`
}

function toShape({ target: { selector } }: ImageAnnotation, { naturalWidth, naturalHeight }: HTMLImageElement) {
  const { type, geometry } = selector
  const corners = cornersOf(type, geometry)
  const ring = corners.map(([x, y]) => [within(x / naturalWidth), within(y / naturalHeight)])
  return { type: 'Polygon', coordinates: [[...ring, ...ring.slice(0, 1)]] }
}

function cornersOf(type: ShapeType, geometry: object): [number, number][] {
  if (type === ShapeType.RECTANGLE && 'x' in geometry && 'y' in geometry && 'w' in geometry && 'h' in geometry) {
    const [width, height] = [Number(geometry.w), Number(geometry.h)]
    const [x, y] = [Number(geometry.x) + width / 2, Number(geometry.y) + height / 2]
    const turn = 'rot' in geometry ? Number(geometry.rot) : 0 // radians, about its middle
    const corner = (across: number, down: number): [number, number] => [
      x + across * width * Math.cos(turn) - down * height * Math.sin(turn),
      y + across * width * Math.sin(turn) + down * height * Math.cos(turn),
    ]
    return [corner(-0.5, -0.5), corner(0.5, -0.5), corner(0.5, 0.5), corner(-0.5, 0.5)]
  }
  return 'points' in geometry && Array.isArray(geometry.points) ? geometry.points : []
}

function toAnnotation(shape: TagShape, { naturalWidth, naturalHeight }: HTMLImageElement): ImageAnnotation {
  const points = (outlinesOf(shape)[0] ?? [])
    .slice(0, -1)
    .map(([x, y]): [number, number] => [x * naturalWidth, y * naturalHeight])
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const bounds = { minX: Math.min(...xs), minY: Math.min(...ys), maxX: Math.max(...xs), maxY: Math.max(...ys) }
  return {
    id: ID,
    bodies: [],
    target: { annotation: ID, selector: { type: ShapeType.POLYGON, geometry: { points, bounds } } },
  } as ImageAnnotation // the library's own type asks for a creator and a time that it fills in itself
}

function within(share: number): number {
  return Math.max(0, Math.min(1, share))
}

function sentence(text = 'This outline cannot be used'): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
