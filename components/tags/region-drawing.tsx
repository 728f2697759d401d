import { lazy, Suspense } from 'react'
import type { PictureSpace } from '@/components/viewer/picture/picture-space'
import { outlinesOf } from '@/lib/tags/outlines'
import { CornerDrawing } from './corner-drawing'
import type { RegionDrawing as Drawing } from './use-region-drawing'
import type { Draft } from './use-tagging'

const FlatDrawing = lazy(() => import('./flat-drawing'))

const NEW_COLOUR = '#ffffff' // of a region that has no type yet

/** The region over the picture while it is drawn or reshaped. */
export function RegionDrawing({
  photoId,
  space,
  draft,
  drawing,
}: {
  photoId: string
  space: PictureSpace
  draft: Draft
  drawing: Drawing
}) {
  const { tool, outline, starts, isDrawing } = drawing
  const colour = draft.tag?.colour ?? NEW_COLOUR
  const shapeBefore = starts === 0 && draft.tag ? draft.tag.shape : null
  const isInParts = draft.shape?.type === 'MultiPolygon' // only the sphere can reshape it
  if (!space.isSphere && !isInParts) {
    return (
      <>
        <Suspense>
          <FlatDrawing
            key={starts} // a new start needs a new surface
            photoId={photoId}
            space={space}
            tool={tool === 'polygon' ? 'polygon' : 'rectangle'} // beside the keys too: a hand may go to the mouse
            initial={shapeBefore ?? draft.shape}
            colour={colour}
            onShape={drawing.draw}
            onProblem={drawing.refuse}
            onLost={drawing.lose}
          />
        </Suspense>
        {tool === 'keys' && isDrawing && <CornerDrawing space={space} corners={outline} isClosed colour={colour} />}
      </>
    )
  }
  if (outline.length > 0 && (isDrawing || shapeBefore === null)) {
    return <CornerDrawing space={space} corners={outline} isClosed={!isDrawing || tool === 'keys'} colour={colour} />
  }
  return (
    draft.shape &&
    outlinesOf(draft.shape).map((ring) => (
      <CornerDrawing key={ring.join()} space={space} corners={ring.slice(0, -1)} isClosed colour={colour} />
    ))
  )
}
