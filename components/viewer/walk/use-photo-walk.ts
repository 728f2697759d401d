import { useCallback, useEffect, useRef, useState } from 'react'
import type { PhotoDetailsFeature } from '@/lib/photos/types'
import { fetchWays, GONE, NOT_FETCHED, type Prefetches, prefetch, type Ways } from './prefetch'
import { isSlowLine } from './slow-line'

const PICTURE_WITHIN_MS = 4_000 // then the new photo is shown while its picture still loads
const AHEAD_WITHIN_MS = 15_000
const SHOW_WAITING_AFTER_MS = 200

export type PhotoWalk = {
  photo: PhotoDetailsFeature
  ways: Ways
  /** Whether the ways are those of the search's result; else they stay in the sequence. */
  isInResult: boolean
  isWaiting: boolean
  /** Why the photo that was requested last is not shown. */
  failure: string | null
  /** That photo; null if it would not help to try again. */
  failedId: string | null
  /** Shows another photo without leaving the page; resolves to whether it is shown now. */
  show: (photoId: string) => Promise<boolean>
  /** The photos around the first one have come, or the line is fast: what is not needed at once may be loaded. */
  isAhead: boolean
  /** The prefetched photos. */
  upcoming: () => Promise<PhotoDetailsFeature>[]
  /** Changes what is shown about a photo in sight. */
  change: (photoId: string, changed: Partial<PhotoDetailsFeature['properties']>) => void
}

type WaysInResult = { photoId: string; search: string; ways: Ways | null }

/**
 * The photo in sight: changed in place and fetched with its picture before it is shown. Those that are probably next are prefetched,
 * two in the direction of the walk and one behind. `search`: the query of the search whose result is walked, if any.
 */
export function usePhotoWalk(initial: PhotoDetailsFeature, search: string): PhotoWalk {
  const [photo, setPhoto] = useState(initial)
  const [result, setResult] = useResultOfFirst(initial.id, search)
  const [isForward, setForward] = useState(true)
  const [prefetches] = useState<Prefetches>(() => new Map())

  const hasResult = result?.photoId === photo.id && result.search === search
  const resultWays = hasResult ? result.ways : null
  const ways = resultWays ?? photo.properties.neighbours
  const onArrive = (next: PhotoDetailsFeature, nextWays: Ways | null) => {
    if (ways.next.includes(next.id)) setForward(true)
    if (ways.previous.includes(next.id)) setForward(false)
    setPhoto(next)
    setResult({ photoId: next.id, search, ways: nextWays })
  }
  const { show, isWaiting, failed } = useShow(initial.id, { prefetches, search, onArrive })
  const isAhead = usePrefetching(prefetches, {
    photoId: photo.id,
    ways,
    isReady: hasResult || search === '',
    search: resultWays ? search : '', // outside the result there are no ways in it
    isForward,
  })

  const change = useCallback(
    (photoId: string, changed: Partial<PhotoDetailsFeature['properties']>) => {
      prefetches.delete(photoId) // it is out of date
      setPhoto((current) =>
        current.id === photoId ? { ...current, properties: { ...current.properties, ...changed } } : current,
      )
    },
    [prefetches],
  )
  return {
    photo,
    ways,
    isInResult: resultWays !== null,
    isWaiting,
    failure: failed?.text ?? null,
    failedId: failed?.text === GONE ? null : (failed?.photoId ?? null),
    show,
    isAhead,
    upcoming: () => [...prefetches.values()].map(({ feature }) => feature),
    change,
  }
}

/** The ways of the photo in sight in the result. The first photo comes with the page, but its place in the result does not. */
function useResultOfFirst(firstId: string, search: string) {
  const [result, setResult] = useState<WaysInResult | null>(null)
  useEffect(() => {
    let isStale = false
    fetchWays(firstId, search).then(
      (ways) => !isStale && setResult((current) => current ?? { photoId: firstId, search, ways }),
    )
    return () => {
      isStale = true
    }
  }, [firstId, search])
  return [result, setResult] as const
}

/** Goes to another photo when it is fetched. Of several requests at once only the last counts. */
function useShow(
  initialId: string,
  {
    prefetches,
    search,
    onArrive,
  }: {
    prefetches: Prefetches
    search: string
    onArrive: (photo: PhotoDetailsFeature, ways: Ways | null) => void
  },
) {
  const [isWaiting, setWaiting] = useState(false)
  const [failed, setFailed] = useState<{ text: string; photoId: string } | null>(null)
  const requestedId = useRef(initialId)
  async function show(photoId: string): Promise<boolean> {
    if (requestedId.current === photoId) return true
    requestedId.current = photoId
    setFailed(null)
    const waiting = setTimeout(() => setWaiting(true), SHOW_WAITING_AFTER_MS)
    try {
      const fetched = prefetch(prefetches, photoId, search)
      const [photo, ways] = await Promise.all([fetched.feature, fetched.ways])
      const late = new Promise((resolve) => setTimeout(resolve, PICTURE_WITHIN_MS))
      await Promise.race([fetched.picture, fetched.smallPicture ?? late, late])
      if (requestedId.current !== photoId) return false
      onArrive(photo, ways)
      return true
    } catch (error) {
      if (requestedId.current !== photoId) return false
      requestedId.current = ''
      setFailed({ text: error instanceof Error ? error.message : NOT_FETCHED, photoId })
      return false
    } finally {
      clearTimeout(waiting)
      if (requestedId.current === photoId || requestedId.current === '') setWaiting(false)
    }
  }
  return { show, isWaiting, failed }
}

/** Prefetches the photos around the one in sight and drops those that are no longer near. Says whether the line is free for other things. */
function usePrefetching(
  prefetches: Prefetches,
  {
    photoId,
    ways,
    isReady,
    search,
    isForward,
  }: { photoId: string; ways: Ways; isReady: boolean; search: string; isForward: boolean },
): boolean {
  const [isAhead, setAhead] = useState(false)
  useEffect(() => {
    if (!isReady) return
    let isStale = false
    const [onward, behind] = isForward ? [ways.next, ways.previous] : [ways.previous, ways.next]
    const near = [...onward, ...behind.slice(0, 1)]
    // The one in sight is kept for the way back.
    for (const id of prefetches.keys()) if (id !== photoId && !near.includes(id)) prefetches.delete(id)
    let nearer: Promise<unknown> | null = null
    for (const id of near) nearer = prefetch(prefetches, id, search, nearer).picture
    if (!nearer || !isSlowLine()) setAhead(true)
    nearer?.then(() => setAhead(true))
    const late = setTimeout(() => setAhead(true), AHEAD_WITHIN_MS)
    const [nearest] = onward
    if (nearest && onward.length === 1) {
      // A result tells one step at a time: the second is known when the first is.
      prefetch(prefetches, nearest, search).ways.then((further) => {
        const second = (isForward ? further?.next : further?.previous)?.[0]
        if (second && !isStale) prefetch(prefetches, second, search)
      })
    }
    return () => {
      isStale = true
      clearTimeout(late)
    }
  }, [prefetches, photoId, isReady, search, isForward, ways])
  return isAhead
}
