import { useEffect, useState } from 'react'
import { apiFetch } from '@/components/api-fetch'
import { readPosition } from '@/lib/geo/read-position'
import type { Place } from '@/lib/geocoder/types'

const PATIENCE_MS = 300 // while somebody types, nobody is asked
const SHORTEST = 3

const NONE: Place[] = []

/** Places of a name, from the geocoder of this site; none for few letters and for coordinates. */
export function usePlaces(text: string): { places: Place[]; isLooking: boolean } {
  const wanted = text.trim()
  const [found, setFound] = useState<{ text: string; places: Place[] }>({ text: '', places: NONE })
  const isAsked = wanted.length >= SHORTEST && readPosition(wanted).length === 0
  useEffect(() => {
    if (!isAsked) return
    const gone = new AbortController()
    const timer = setTimeout(() => {
      const url = `/api/places?${new URLSearchParams({ q: wanted })}`
      apiFetch(url, 'Places', { signal: gone.signal }).then(({ answer }) => {
        // Without an answer the other suggestions stay.
        if (!gone.signal.aborted) setFound({ text: wanted, places: answer?.places ?? NONE })
      })
    }, PATIENCE_MS)
    return () => {
      clearTimeout(timer)
      gone.abort()
    }
  }, [wanted, isAsked])
  const isFound = isAsked && found.text === wanted
  return { places: isFound ? found.places : NONE, isLooking: isAsked && !isFound }
}
