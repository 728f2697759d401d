import { useCallback, useEffect, useEffectEvent, useMemo, useState } from 'react'
import type { PictureSpace } from '@/components/viewer/picture/picture-space'
import type { PicturePoint, TagShape } from '@/lib/model/pictures/picture-shapes'
import { besideCorner, cutAtSeam } from '@/lib/tags/cut-at-seam'
import { TagShapeInput } from '@/lib/tags/tag-shape'
import { cornersOfBox, FIRST_BOX, keyBoxOf, movedByKey } from './box-by-keys'
import type { FlatTool } from './flat-drawing'
import type { Draft } from './use-tagging'

export type DrawingTool = FlatTool | 'corners' | 'keys'

/** Takes the clicks on the picture; null gives them back to the viewer. */
export type TakePoints = (take: ((point: PicturePoint) => void) | null) => void

export type RegionDrawing = ReturnType<typeof useRegionDrawing>

/** The region of a tag while it is drawn: the tool, the corners so far, and what is wrong with it. */
export function useRegionDrawing({
  wraps,
  space,
  draft,
  setShape,
  takePoints,
}: {
  wraps: boolean // the picture goes all around, so a region may continue beyond its sides
  space: PictureSpace
  draft: Draft
  setShape: (shape: TagShape | null) => void
  takePoints: TakePoints
}) {
  const [tool, setTool] = useState<DrawingTool>(firstTool(draft, space))
  const [corners, setCorners] = useState<PicturePoint[]>([])
  const [box, setBox] = useState(draft.shape ? keyBoxOf(draft.shape) : FIRST_BOX)
  const [problem, setProblem] = useState<string | null>(null)
  const [starts, setStarts] = useState(0)
  const [isRefused, setIsRefused] = useState(false) // a region was drawn that cannot be saved as it is
  const isDrawing = draft.shape === null
  const outline = useMemo(() => (tool === 'keys' ? cornersOfBox(box) : corners), [tool, box, corners])

  const addCorner = useEffectEvent((point: PicturePoint) => {
    setProblem(null)
    setTool('corners') // who began by key goes on by pointer
    setCorners((before) => [...before, wraps ? besideCorner(point, before.at(-1)) : point])
  })
  const wantsPoints = space.isSphere && isDrawing
  useEffect(() => {
    takePoints(wantsPoints ? (point) => addCorner(point) : null)
    return () => takePoints(null)
  }, [wantsPoints, takePoints])

  const accept = useCallback(
    (shape: TagShape) => {
      setProblem(null)
      setIsRefused(false)
      setShape(shape)
    },
    [setShape],
  )
  const restart = (next: DrawingTool) => {
    setTool(next)
    setCorners([])
    setProblem(null)
    setIsRefused(false)
    setShape(null)
    setStarts((before) => before + 1)
  }
  return {
    tool,
    corners,
    box,
    problem,
    isRefused,
    isDrawing,
    outline,
    starts,
    /** A region from the pointer. It takes over from the keys. */
    draw: (shape: TagShape) => {
      setTool((before) => (before === 'keys' ? 'rectangle' : before))
      accept(shape)
    },
    restart,
    /** The region cannot be saved as it is; it can still be reshaped. */
    refuse: (reason: string) => {
      setProblem(reason)
      setIsRefused(true)
    },
    /** The region is lost. */
    lose: (reason: string) => {
      restart(tool)
      setProblem(reason)
    },
    /** Ends the outline of corners, or the box moved by keys. */
    finish: () => {
      const result = toTagShape(outline)
      if (typeof result === 'string') return setProblem(result)
      accept(result)
      setStarts((before) => before + 1) // the pointer may reshape it
    },
    removeLastCorner: () => setCorners((before) => before.slice(0, -1)),
    moveBox: (event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'preventDefault'>) => {
      const moved = movedByKey(box, event, wraps)
      if (!moved) return
      event.preventDefault()
      setBox(moved)
      space.reveal([moved.x, moved.y])
    },
  }
}

function firstTool(draft: Draft, space: PictureSpace): DrawingTool {
  if (draft.byKeys) return 'keys'
  return space.isSphere ? 'corners' : 'rectangle'
}

/** The region inside an outline, or what is wrong with it as a sentence. */
function toTagShape(outline: PicturePoint[]): TagShape | string {
  const cut = cutAtSeam(outline)
  if (!cut) return outline.length < 3 ? 'Set at least three corners.' : 'This outline encloses nothing.'
  const shape = TagShapeInput.safeParse(cut)
  if (shape.success) return shape.data
  const text = shape.error.issues[0]?.message ?? 'this outline cannot be used'
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
