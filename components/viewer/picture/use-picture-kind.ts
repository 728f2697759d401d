import { useState } from 'react'
import type { PhotoDetailsFeature } from '@/lib/photos/types'

const UNPLACED = 'This panorama does not say which part of the view around it covers, so it is shown flat.'

/** How the photo in sight can be shown: as a sphere, flat, or not at all. A failed sphere stays away for the rest of the visit. */
export function usePictureKind({ id, properties }: PhotoDetailsFeature) {
  const [failureReason, setFailureReason] = useState<string | null>(null)
  const [unplacedId, setUnplacedId] = useState<string | null>(null)
  const [missingId, setMissingId] = useState<string | null>(null)
  const [hadSphere, setHadSphere] = useState(properties.pano)
  if (properties.pano && !hadSphere) setHadSphere(true)

  const reason = unplacedId === id ? UNPLACED : failureReason
  return {
    isSphere: properties.pano && reason === null,
    isMissing: missingId === id,
    /** Why a panorama is shown flat. */
    flatReason: properties.pano ? reason : null,
    /** The sphere is created with the first panorama and stays, hidden, behind flat photos. */
    keepsSphere: hadSphere && failureReason === null,
    failSphere: setFailureReason,
    markUnplaced: () => setUnplacedId(id),
    markMissing: () => setMissingId(id),
  }
}
