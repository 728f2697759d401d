import { useCallback, useEffect, useRef, useState } from 'react'
import { imagePath, photoPath } from '@/lib/photos/paths'
import type { PhotoDetailsFeature } from '@/lib/photos/types'

const PICTURE_WITHIN_MS = 4_000 // then the photo is shown with what there is of it
const SHOW_WAITING_AFTER_MS = 150

export type PhotoWalk = {
  photo: PhotoDetailsFeature
  isWaiting: boolean
  failure: string | null
  go: (photoId: string | undefined) => void
  /** Takes over what has changed on the photo with that id. */
  change: (photoId: string, properties: Partial<PhotoDetailsFeature['properties']>) => void
}

/** The photo in sight, and the way to others: fetched and drawn ahead, each step in the browser's history, the page itself stays. */
export function usePhotoWalk(initial: PhotoDetailsFeature): PhotoWalk {
  const [photo, setPhoto] = useState(initial)
  const [isWaiting, setWaiting] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const wantedId = useRef(initial.id)
  const [ahead] = useState(() => new Map<string, Ahead>())

  const show = useCallback(
    async (photoId: string, isStep: boolean) => {
      if (wantedId.current === photoId) return
      wantedId.current = photoId
      setFailure(null)
      const waiting = setTimeout(() => setWaiting(true), SHOW_WAITING_AFTER_MS)
      try {
        const { feature, picture } = fetchAhead(ahead, photoId)
        const next = await feature
        await Promise.race([picture, new Promise((resolve) => setTimeout(resolve, PICTURE_WITHIN_MS))])
        if (wantedId.current !== photoId) return
        setPhoto(next)
        if (isStep) window.history.pushState(null, '', photoPath(photoId))
      } catch (error) {
        if (wantedId.current !== photoId) return
        wantedId.current = ''
        setFailure(error instanceof Error ? error.message : 'The photo could not be fetched')
      } finally {
        clearTimeout(waiting)
        if (wantedId.current === photoId || wantedId.current === '') setWaiting(false)
      }
    },
    [ahead],
  )

  useEffect(() => {
    const follow = () => {
      const photoId = /^\/photos\/(\d+)$/.exec(window.location.pathname)?.[1]
      if (photoId) show(photoId, false)
    }
    follow() // the page may come back from the router's memory with an older photo
    window.addEventListener('popstate', follow)
    return () => window.removeEventListener('popstate', follow)
  }, [show])

  const { neighbours } = photo.properties
  useEffect(() => {
    const near = [...neighbours.next, ...neighbours.previous.slice(0, 1)]
    for (const known of ahead.keys()) if (!near.includes(known)) ahead.delete(known)
    for (const photoId of near) fetchAhead(ahead, photoId)
  }, [ahead, neighbours])

  const go = useCallback((photoId: string | undefined) => photoId && show(photoId, true), [show])
  const change = useCallback(
    (photoId: string, changed: Partial<PhotoDetailsFeature['properties']>) => {
      ahead.delete(photoId) // what was fetched of it is out of date
      setPhoto((current) =>
        current.id === photoId ? { ...current, properties: { ...current.properties, ...changed } } : current,
      )
    },
    [ahead],
  )
  return { photo, isWaiting, failure, go, change }
}

type Ahead = { feature: Promise<PhotoDetailsFeature>; picture: Promise<unknown> }

function fetchAhead(ahead: Map<string, Ahead>, photoId: string): Ahead {
  const known = ahead.get(photoId)
  if (known) return known
  const feature = fetchPhoto(photoId)
  const image = new Image()
  image.src = imagePath(photoId, 1024)
  const fetched = { feature, picture: image.decode().catch(() => image) }
  feature.catch(() => ahead.delete(photoId))
  ahead.set(photoId, fetched)
  return fetched
}

async function fetchPhoto(photoId: string): Promise<PhotoDetailsFeature> {
  const response = await fetch(`/api/v1/photos/${photoId}`)
  if (response.status === 404) throw new Error('This photo is not here any more')
  if (!response.ok) throw new Error('The photo could not be fetched')
  return response.json()
}
