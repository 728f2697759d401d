'use client'

import { Check, Keyboard, type LucideIcon, RotateCcw, Spline, Square, SquareDashed, Undo2, X } from 'lucide-react'
import {
  lazy,
  type ReactNode,
  type RefObject,
  Suspense,
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { createPortal } from 'react-dom'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { IconButton } from '@/components/ui/icon-button'
import { PHONE, useMedia } from '@/components/ui/use-media'
import type { PictureSpace } from '@/components/viewer/picture/picture-space'
import type { PicturePoint, TagShape } from '@/lib/model/picture-shapes'
import { besideCorner, cutAtSeam } from '@/lib/tags/cut-at-seam'
import { outlinesOf } from '@/lib/tags/outlines'
import { TagShapeInput } from '@/lib/tags/tag-shape'
import { boxAround, cornersOfBox, describeBox, FIRST_BOX, movedByKey } from './box-by-keys'
import { CornerDrawing } from './corner-drawing'
import { TypePicker } from './type-picker'
import { useTagTypes } from './use-tag-types'
import type { Draft, Tagging } from './use-tagging'

const FlatDrawing = lazy(() => import('./flat-drawing'))

type Tool = 'rectangle' | 'polygon' | 'corners' | 'keys'

const TOOLS: Record<Tool, { name: string; icon: LucideIcon; hint: string }> = {
  rectangle: { name: 'Box', icon: Square, hint: 'Draw a box around it.' },
  polygon: { name: 'Outline', icon: Spline, hint: 'Set its corners; a double click ends.' },
  corners: { name: 'Outline', icon: Spline, hint: 'Click its corners, then Done. Drag to look around.' },
  keys: {
    name: 'By keys',
    icon: Keyboard,
    hint: 'Arrow keys move the box, with Shift they change its size, with Alt in small steps. Enter is Done.',
  },
}

const REFUSED_HINT = 'Drag one of its corners, or draw it again.'

const INK = '#ffffff' // of a region that is nothing yet

/** Draws the region of a tag on the picture, then asks what it is. By pointer, by touch, or by keys alone. */
export default function TagEditor({
  photoId,
  wraps,
  space,
  draft,
  tagging,
  takePoints,
  sheet,
}: {
  photoId: string
  wraps: boolean // goes all around, so that a region may go on beyond its sides
  space: PictureSpace
  draft: Draft
  tagging: Tagging
  /** Hands the clicks on the picture to the editor, or (null) back to the viewer. */
  takePoints: (take: ((point: PicturePoint) => void) | null) => void
  /** Where a phone has the questions, below the picture. */
  sheet: HTMLElement | null
}) {
  const { setShape, cancel, save } = tagging
  useTagTypes() // they are there when the region is drawn
  const tools: Tool[] = space.isSphere ? ['corners', 'keys'] : ['rectangle', 'polygon', 'keys']
  const [tool, setTool] = useState<Tool>(draft.byKeys ? 'keys' : space.isSphere ? 'corners' : 'rectangle')
  const [corners, setCorners] = useState<PicturePoint[]>([])
  const [box, setBox] = useState(draft.shape ? boxAround(draft.shape) : FIRST_BOX)
  const [problem, setProblem] = useState<string | null>(null)
  const [starts, setStarts] = useState(0)
  const [isRefused, setIsRefused] = useState(false) // a region was drawn that cannot be kept as it is
  const colour = draft.tag?.colour ?? INK
  const isDrawing = draft.shape === null
  const drawn = useMemo(() => (tool === 'keys' ? cornersOfBox(box) : corners), [tool, box, corners])

  const addCorner = useEffectEvent((point: PicturePoint) => {
    setProblem(null)
    setCorners((before) => [...before, wraps ? besideCorner(point, before.at(-1)) : point])
  })
  const wantsPoints = tool === 'corners' && isDrawing
  useEffect(() => {
    takePoints(wantsPoints ? (point) => addCorner(point) : null)
    return () => takePoints(null)
  }, [wantsPoints, takePoints])

  // On a phone the list of tags has been scrolled over the picture.
  useEffect(() => {
    window.scrollTo({ top: 0 })
  }, [])

  const leave = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) cancel()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => leave(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])

  const accept = useCallback(
    (shape: TagShape) => {
      setProblem(null)
      setIsRefused(false)
      setShape(shape)
    },
    [setShape],
  )
  const finish = () => {
    const cut = cutAtSeam(drawn)
    if (!cut) return setProblem(drawn.length < 3 ? 'Set at least three corners.' : 'This outline encloses nothing.')
    const shape = TagShapeInput.safeParse(cut)
    if (shape.success) accept(shape.data)
    else setProblem(inWords(shape.error))
  }
  const restart = (next: Tool) => {
    setTool(next)
    setCorners([])
    setProblem(null)
    setIsRefused(false)
    setShape(null)
    setStarts((before) => before + 1)
  }
  const moveBox = (event: React.KeyboardEvent) => {
    const moved = movedByKey(box, event, wraps)
    if (!moved) return
    event.preventDefault()
    setBox(moved)
    space.reveal([moved.x, moved.y])
  }

  const isFlatTool = tool === 'rectangle' || tool === 'polygon'
  const keptShape = starts === 0 && draft.tag ? draft.tag.shape : null
  const isInParts = draft.shape?.type === 'MultiPolygon' // which only the sphere can reshape
  return (
    <>
      {isFlatTool && !space.isSphere && !isInParts ? (
        <Suspense>
          <FlatDrawing
            key={starts} // a new start needs a new surface
            photoId={photoId}
            space={space}
            tool={tool}
            initial={keptShape ?? draft.shape}
            colour={colour}
            onShape={accept}
            onProblem={(text) => {
              setProblem(text)
              setIsRefused(true)
            }}
            onLost={(text) => {
              restart(tool)
              setProblem(text)
            }}
          />
        </Suspense>
      ) : drawn.length > 0 && (isDrawing || keptShape === null) ? (
        <CornerDrawing space={space} corners={drawn} isClosed={!isDrawing || tool === 'keys'} colour={colour} />
      ) : (
        draft.shape &&
        outlinesOf(draft.shape).map((ring) => (
          <CornerDrawing key={ring.join()} space={space} corners={ring.slice(0, -1)} isClosed colour={colour} />
        ))
      )}

      <Questions
        label={draft.tag ? `Change the tag ${draft.tag.label}` : 'New tag'}
        shape={draft.shape}
        space={space}
        sheet={sheet}
      >
        <div className="flex items-center gap-1.5">
          {tools.map((name) => {
            const { name: title, icon: Icon } = TOOLS[name]
            return (
              <Button
                key={name}
                size="small"
                look={tool === name ? 'primary' : 'quiet'}
                aria-pressed={tool === name}
                className="px-2.5!"
                onClick={() => restart(name)}
              >
                <Icon aria-hidden /> {title}
              </Button>
            )
          })}
          <IconButton label="Close without saving" size="small" className="ml-auto" onClick={cancel}>
            <X aria-hidden />
          </IconButton>
        </div>

        {draft.problem && (
          <p role="alert" className="text-danger text-sm">
            {draft.problem}
          </p>
        )}
        <p role="status" className="text-danger text-sm empty:hidden">
          {draft.problem ? null : problem}
        </p>

        {isDrawing ? (
          <>
            <p className="text-ink-muted text-sm">{isRefused ? REFUSED_HINT : TOOLS[tool].hint}</p>
            {isRefused && (
              <Button size="small" className="justify-self-start" onClick={() => restart(tool)}>
                <RotateCcw aria-hidden /> Draw again
              </Button>
            )}
            {tool === 'keys' && (
              <Button autoFocus look="secondary" onKeyDown={moveBox} onClick={finish} aria-describedby="box-place">
                <SquareDashed aria-hidden /> Move the box, Enter when it fits
              </Button>
            )}
            {tool === 'keys' && (
              <p id="box-place" aria-live="polite" className="text-ink-faint text-xs">
                {describeBox(box)}
              </p>
            )}
            {tool === 'corners' && (
              <div className="flex gap-2">
                <Button size="small" look="primary" disabled={corners.length < 3} onClick={finish}>
                  <Check aria-hidden /> Done
                </Button>
                <Button
                  size="small"
                  disabled={corners.length === 0}
                  onClick={() => setCorners((before) => before.slice(0, -1))}
                >
                  <Undo2 aria-hidden /> Last corner
                </Button>
                <span aria-live="polite" className="self-center text-ink-faint text-xs">
                  {corners.length === 0 ? '' : `${corners.length} ${corners.length === 1 ? 'corner' : 'corners'}`}
                </span>
              </div>
            )}
          </>
        ) : (
          <>
            {draft.tag && (
              <Button
                look="primary"
                size="small"
                className="justify-self-start"
                onClick={() => draft.tag && save(draft.tag)}
              >
                <Check aria-hidden /> Save as “{draft.tag.label}”
              </Button>
            )}
            <TypePicker value={draft.tag?.type ?? null} initialText={draft.typed} onPick={save} onCancel={cancel} />
          </>
        )}
      </Questions>
    </>
  )
}

/** On the picture, away from the region; on a phone below the picture, of which they then cover nothing. */
function Questions({
  label,
  shape,
  space,
  sheet,
  children,
}: {
  label: string
  shape: TagShape | null
  space: PictureSpace
  sheet: HTMLElement | null
  children: ReactNode
}) {
  const isOnPhone = useMedia(PHONE)
  const panel = useRef<HTMLElement>(null)
  const place = usePlace(shape, space, panel)
  const isDrawn = shape !== null
  const showRegion = useEffectEvent(() => {
    if (!shape) return
    const { x, y } = boxAround(shape)
    space.reveal([x, y])
  })
  useEffect(() => {
    if (!isOnPhone || !isDrawn) return
    const request = requestAnimationFrame(() => showRegion()) // in what the questions have left of the picture
    return () => cancelAnimationFrame(request)
  }, [isOnPhone, isDrawn])
  const isBelow = isOnPhone && sheet !== null
  useEffect(() => {
    if (!panel.current?.contains(document.activeElement)) panel.current?.focus({ preventScroll: true })
  }, [])
  const questions = (
    <section
      ref={panel}
      tabIndex={-1}
      aria-label={label}
      className={classNames(
        'pointer-events-auto grid gap-3 bg-surface p-3 max-sm:pb-4 text-ink outline-none',
        !isBelow && 'absolute inset-x-3 z-20 mx-auto max-w-md rounded-card border shadow-floating',
        !isBelow && (place.isLow ? 'top-16' : 'bottom-3'),
        !isBelow && isDrawn && (place.isRight ? 'ml-0' : 'mr-0'),
      )}
    >
      {children}
    </section>
  )
  return isBelow ? createPortal(questions, sheet) : questions
}

/** In which half of the frame a region lies: the questions about it are asked in the other one. */
function usePlace(shape: TagShape | null, space: PictureSpace, panel: RefObject<HTMLElement | null>) {
  const [place, setPlace] = useState({ isLow: false, isRight: false })
  useLayoutEffect(() => {
    const frame = panel.current?.offsetParent
    if (!shape || !frame) return setPlace({ isLow: false, isRight: false })
    const { x, y } = boxAround(shape)
    const [left, top] = space.toFrame([x, y]) ?? [0, 0]
    setPlace({ isLow: top > frame.clientHeight / 2, isRight: left > frame.clientWidth / 2 })
  }, [shape, space, panel])
  return place
}

/** What is wrong with a shape, as a sentence. */
function inWords({ issues: [issue] }: { issues: { message: string }[] }): string {
  const text = issue?.message ?? 'this outline cannot be used'
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
