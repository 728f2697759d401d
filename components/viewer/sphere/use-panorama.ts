import { useEffect, useEffectEvent, useMemo, useState } from 'react'
import type { RequestedView } from '@/components/viewer/walk/use-viewer-address'
import type { ViewDirection } from '@/components/viewer/walk/view-direction'
import type { Look } from '@/components/viewer/walk/viewer-address'
import type { PhotoDetailsFeature } from '@/lib/photos/types'
import type { PanoramaFacts } from './panorama-of'
import type { Sphere } from './sphere'

/** Shows a photo in the sphere and prepares those that may come next. Returns the id of the photo that was drawn last. */
export function usePanorama(
  sphere: Sphere | null,
  {
    photo,
    isShown,
    requestedView,
    upcoming,
    onUnplaced,
  }: {
    photo: PhotoDetailsFeature
    isShown: boolean
    requestedView: RequestedView | null
    upcoming: () => Promise<PhotoDetailsFeature>[]
    onUnplaced: () => void
  },
): string | null {
  const [drawnId, setDrawnId] = useState<string | null>(null)
  const panorama = useStableFacts(photo)
  const unplaced = useEffectEvent(onUnplaced)
  const requestedDirection = useEffectEvent(() => (requestedView ? toDirection(requestedView.look) : undefined))
  useEffect(() => {
    if (!sphere || !isShown) return
    let isStale = false
    sphere.show(panorama, requestedDirection()).then(
      (result) => {
        if (isStale) return
        if (result === 'drawn') setDrawnId(photo.id)
        if (result === 'unplaced') unplaced()
      },
      () => undefined, // there is no picture at all: the flat one below reports it
    )
    return () => {
      isStale = true
    }
  }, [sphere, isShown, photo.id, panorama])

  const isDrawnNow = drawnId === photo.id
  const prepareNext = useEffectEvent(() => {
    for (const feature of upcoming()) {
      feature.then(
        (next) => next.id !== photo.id && next.properties.pano && sphere?.prepare(factsOf(next)),
        () => undefined, // it is fetched again when somebody goes there
      )
    }
  })
  useEffect(() => {
    if (isDrawnNow) prepareNext()
  }, [isDrawnNow])
  useEffect(() => {
    if (sphere && isShown && isDrawnNow && requestedView) sphere.look(toDirection(requestedView.look))
  }, [sphere, isShown, isDrawnNow, requestedView])
  return drawnId
}

/** The same object until something about the panorama changes: other changes of the photo must not draw it again. */
function useStableFacts(photo: PhotoDetailsFeature): PanoramaFacts {
  const { id, isBackedUp, compassAngle, crop, width, height } = factsOf(photo)
  return useMemo(
    () => ({ id, isBackedUp, compassAngle, crop, width, height }),
    [id, isBackedUp, compassAngle, crop, width, height],
  )
}

function factsOf({ id, properties }: PhotoDetailsFeature): PanoramaFacts {
  const { backup, compassAngle, panoramaCrop: crop, tileLevels } = properties
  const { width = 0, height = 0 } = tileLevels.at(-1) ?? {}
  return { id, isBackedUp: backup !== null, compassAngle, crop, width, height }
}

function toDirection([heading, pitch, zoom]: Look): ViewDirection {
  return { heading, pitch, zoom }
}
