import { useCallback, useEffect, useRef, useState } from 'react'
import { apiFetch } from '@/components/api-fetch'
import { imagePath } from '@/lib/photos/paths'
import type { PhotoDetailsFeature } from '@/lib/photos/types'

const PICTURE_WITHIN_MS = 4_000 // then the new photo is shown while its picture still comes
const SHOW_WAITING_AFTER_MS = 200
const GONE = 'This photo is not here any more'
const NOT_FETCHED = 'The photo could not be fetched'
const OFFLINE = 'The next photo did not come: Map the Paths cannot be reached, or you are offline.'

/** The photos before and after one, the nearest first. */
type Ways = { previous: string[]; next: string[] }

export type PhotoWalk = {
  photo: PhotoDetailsFeature
  ways: Ways
  /** Whether the ways are those of the search's result; else they stay in the sequence. */
  isInResult: boolean
  isWaiting: boolean
  /** Why the photo that was wanted last is not shown. */
  failure: string | null
  /** That photo; null where it would not help to try again. */
  failedId: string | null
  /** Shows another photo without leaving the page; resolves to whether it is shown now. */
  show: (photoId: string) => Promise<boolean>
  /** Those that are fetched ahead. */
  upcoming: () => Promise<PhotoDetailsFeature>[]
  /** Changes what is known of a photo in sight. */
  change: (photoId: string, changed: Partial<PhotoDetailsFeature['properties']>) => void
}

/**
 * The photo in sight: changed in place and fetched with its picture before it is shown. Those that are probably next are fetched ahead,
 * two in the direction of the walk and one behind. `search`: the query of the search whose result is walked, if any.
 */
export function usePhotoWalk(initial: PhotoDetailsFeature, search: string): PhotoWalk {
  const [photo, setPhoto] = useState(initial)
  const [result, setResult] = useState<{ photoId: string; search: string; ways: Ways | null } | null>(null)
  const [isWaiting, setWaiting] = useState(false)
  const [failed, setFailed] = useState<{ text: string; photoId: string } | null>(null)
  const [isForward, setForward] = useState(true)
  const wantedId = useRef(initial.id)
  const [ahead] = useState(() => new Map<string, Ahead>())

  const isAsked = result?.photoId === photo.id && result.search === search
  const resultWays = isAsked ? result.ways : null
  const ways = resultWays ?? photo.properties.neighbours
  const areWaysKnown = isAsked || search === ''
  const searchAhead = resultWays ? search : '' // beside a result there is none

  const show = useCallback(
    async (photoId: string) => {
      if (wantedId.current === photoId) return true
      wantedId.current = photoId
      setFailed(null)
      const waiting = setTimeout(() => setWaiting(true), SHOW_WAITING_AFTER_MS)
      try {
        const found = fetchAhead(ahead, photoId, search)
        const [next, nextWays] = await Promise.all([found.feature, found.ways])
        await Promise.race([found.picture, new Promise((resolve) => setTimeout(resolve, PICTURE_WITHIN_MS))])
        if (wantedId.current !== photoId) return false
        if (ways.next.includes(photoId)) setForward(true)
        if (ways.previous.includes(photoId)) setForward(false)
        setPhoto(next)
        setResult({ photoId, search, ways: nextWays })
        return true
      } catch (error) {
        if (wantedId.current !== photoId) return false
        wantedId.current = ''
        setFailed({ text: error instanceof Error ? error.message : NOT_FETCHED, photoId })
        return false
      } finally {
        clearTimeout(waiting)
        if (wantedId.current === photoId || wantedId.current === '') setWaiting(false)
      }
    },
    [ahead, search, ways],
  )

  // The first photo came with the page, but not its place in the result.
  useEffect(() => {
    let isStale = false
    fetchWays(initial.id, search).then(
      (found) => !isStale && setResult((known) => known ?? { photoId: initial.id, search, ways: found }),
    )
    return () => {
      isStale = true
    }
  }, [initial.id, search])

  useEffect(() => {
    if (!areWaysKnown) return
    let isStale = false
    const [onward, behind] = isForward ? [ways.next, ways.previous] : [ways.previous, ways.next]
    const near = [...onward, ...behind.slice(0, 1)]
    // The one in sight is kept for the way back.
    for (const known of ahead.keys()) if (known !== photo.id && !near.includes(known)) ahead.delete(known)
    for (const photoId of near) fetchAhead(ahead, photoId, searchAhead)
    const [nearest] = onward
    if (nearest && onward.length === 1) {
      // A result tells one step at a time: the second is known when the first is.
      fetchAhead(ahead, nearest, searchAhead).ways.then((further) => {
        const second = (isForward ? further?.next : further?.previous)?.[0]
        if (second && !isStale) fetchAhead(ahead, second, searchAhead)
      })
    }
    return () => {
      isStale = true
    }
  }, [ahead, photo.id, areWaysKnown, searchAhead, isForward, ways])

  const change = useCallback(
    (photoId: string, changed: Partial<PhotoDetailsFeature['properties']>) => {
      ahead.delete(photoId) // what was fetched of it is out of date
      setPhoto((current) =>
        current.id === photoId ? { ...current, properties: { ...current.properties, ...changed } } : current,
      )
    },
    [ahead],
  )
  const upcoming = () => [...ahead.values()].map(({ feature }) => feature)
  return {
    photo,
    ways,
    isInResult: resultWays !== null,
    isWaiting,
    failure: failed?.text ?? null,
    failedId: failed?.text === GONE ? null : (failed?.photoId ?? null),
    show,
    upcoming,
    change,
  }
}

type Ahead = {
  feature: Promise<PhotoDetailsFeature>
  picture: Promise<unknown>
  search: string // whose result the ways are
  ways: Promise<Ways | null>
}

function fetchAhead(ahead: Map<string, Ahead>, photoId: string, search: string): Ahead {
  const known = ahead.get(photoId)
  if (known) {
    if (known.search !== search) Object.assign(known, { search, ways: fetchWays(photoId, search) })
    return known
  }
  const feature = fetchPhoto(photoId)
  const image = new Image()
  image.src = imagePath(photoId, 1024)
  const decoded = () => image // held with the promise, so that the browser keeps it decoded
  const picture = image.decode().then(decoded, decoded)
  const fetched = { feature, picture, search, ways: fetchWays(photoId, search) }
  feature.catch(() => ahead.delete(photoId))
  ahead.set(photoId, fetched)
  return fetched
}

async function fetchPhoto(photoId: string): Promise<PhotoDetailsFeature> {
  const result = await apiFetch(`/api/v1/photos/${photoId}`, 'PhotoDetails')
  if (result.answer) return result.answer
  if (result.status === 0) throw new Error(OFFLINE)
  throw new Error(result.status === 404 ? GONE : NOT_FETCHED)
}

/** Null without a search, and where the photo is not in its result. */
async function fetchWays(photoId: string, search: string): Promise<Ways | null> {
  if (search === '') return null
  const { answer } = await apiFetch(`/api/v1/photos/${photoId}/neighbours?${search}`, 'PhotoNeighbours')
  const idsOf = (photo: { id: string } | null) => (photo ? [photo.id] : [])
  return answer && { previous: idsOf(answer.previous), next: idsOf(answer.next) }
}
