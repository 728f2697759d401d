import { useCallback, useEffect, useRef, useState } from 'react'
import { imagePath } from '@/lib/photos/paths'
import type { PhotoDetailsFeature } from '@/lib/photos/types'

const PICTURE_WITHIN_MS = 4_000 // then the new photo is shown while its picture still comes
const SHOW_WAITING_AFTER_MS = 200

export type PhotoWalk = {
  photo: PhotoDetailsFeature
  isWaiting: boolean
  failure: string | null
  /** Shows another photo without leaving the page; resolves to whether it is shown now. */
  show: (photoId: string) => Promise<boolean>
  /** Changes what is known of a photo in sight. */
  change: (photoId: string, changed: Partial<PhotoDetailsFeature['properties']>) => void
}

/**
 * The photo in sight: changed in place and fetched with its picture before it is shown. Those that are probably next are fetched ahead,
 * two in the direction of the walk and one behind. `search`: the query of the search whose result is walked.
 */
export function usePhotoWalk(initial: PhotoDetailsFeature, search: string): PhotoWalk {
  const [photo, setPhoto] = useState(initial)
  const [isWaiting, setWaiting] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const [isForward, setForward] = useState(true)
  const wantedId = useRef(initial.id)
  const [ahead] = useState(() => new Map<string, Ahead>())

  const { previous, next } = waysOf(photo)
  const show = useCallback(
    async (photoId: string) => {
      if (wantedId.current === photoId) return true
      wantedId.current = photoId
      setFailure(null)
      const waiting = setTimeout(() => setWaiting(true), SHOW_WAITING_AFTER_MS)
      try {
        const { feature, picture } = fetchAhead(ahead, photoId, search)
        const found = await feature
        await Promise.race([picture, new Promise((resolve) => setTimeout(resolve, PICTURE_WITHIN_MS))])
        if (wantedId.current !== photoId) return false
        if (next.includes(photoId)) setForward(true)
        if (previous.includes(photoId)) setForward(false)
        setPhoto(found)
        return true
      } catch (error) {
        if (wantedId.current !== photoId) return false
        wantedId.current = ''
        setFailure(error instanceof Error ? error.message : 'The photo could not be fetched')
        return false
      } finally {
        clearTimeout(waiting)
        if (wantedId.current === photoId || wantedId.current === '') setWaiting(false)
      }
    },
    [ahead, search, previous, next],
  )

  useEffect(() => {
    const near = isForward ? [...next, ...previous.slice(0, 1)] : [...previous, ...next.slice(0, 1)]
    for (const known of ahead.keys()) if (!near.includes(known)) ahead.delete(known)
    for (const photoId of near) fetchAhead(ahead, photoId, search)
  }, [ahead, search, isForward, next, previous])

  const change = useCallback(
    (photoId: string, changed: Partial<PhotoDetailsFeature['properties']>) => {
      ahead.delete(photoId) // what was fetched of it is out of date
      setPhoto((current) =>
        current.id === photoId ? { ...current, properties: { ...current.properties, ...changed } } : current,
      )
    },
    [ahead],
  )
  return { photo, isWaiting, failure, show, change }
}

/** The photos before and after: in the result that is walked, else in the sequence. */
export function waysOf({ properties }: PhotoDetailsFeature): { previous: string[]; next: string[] } {
  return properties.resultNeighbours ?? properties.neighbours
}

type Ahead = { feature: Promise<PhotoDetailsFeature>; picture: Promise<unknown> }

function fetchAhead(ahead: Map<string, Ahead>, photoId: string, search: string): Ahead {
  const known = ahead.get(photoId)
  if (known) return known
  const feature = fetchPhoto(photoId, search)
  const image = new Image()
  image.src = imagePath(photoId, 1024)
  const fetched = { feature, picture: image.decode().catch(() => image) }
  feature.catch(() => ahead.delete(photoId))
  ahead.set(photoId, fetched)
  return fetched
}

async function fetchPhoto(photoId: string, search: string): Promise<PhotoDetailsFeature> {
  const response = await fetch(`/api/v1/photos/${photoId}${search && `?${search}`}`)
  if (response.status === 404) throw new Error('This photo is not here any more')
  if (!response.ok) throw new Error('The photo could not be fetched')
  return response.json()
}
