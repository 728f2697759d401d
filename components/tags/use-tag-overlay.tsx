import { lazy, type ReactNode, Suspense, useCallback, useState } from 'react'
import type { PictureSpace } from '@/components/viewer/picture/picture-space'
import type { PicturePoint } from '@/lib/model/pictures/picture-shapes'
import type { PhotoDetailsFeature } from '@/lib/photos/types'
import type { Tagging } from './use-tagging'

const TagEditor = lazy(() => import('./tag-editor'))

type TakePoint = (point: PicturePoint) => void

/** What lies over the picture while a tag is made, and where the clicks go: nothing, and the viewer's own, when none is. */
export function useTagOverlay(
  { id: photoId, properties }: PhotoDetailsFeature,
  tagging: Tagging,
  sheet: HTMLElement | null, // where a phone has the questions about the tag
): { overlay?: (space: PictureSpace) => ReactNode; onPoint?: TakePoint } {
  const [taker, setTaker] = useState<{ take: TakePoint } | null>(null)
  const takePoints = useCallback((take: TakePoint | null) => setTaker(take && { take }), [])
  const { draft } = tagging
  if (!draft) return {}
  return {
    overlay: (space) => (
      <Suspense>
        <TagEditor
          key={`${photoId} ${draft.tag?.id ?? 'new'} ${space.isSphere}`}
          photoId={photoId}
          wraps={space.isSphere && properties.panoramaCrop === null}
          space={space}
          draft={draft}
          tagging={tagging}
          takePoints={takePoints}
          sheet={sheet}
        />
      </Suspense>
    ),
    ...(taker && { onPoint: taker.take }),
  }
}
