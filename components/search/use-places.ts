import { useEffect, useState } from 'react'
import { apiFetch } from '@/components/api-fetch'
import { readPosition } from '@/lib/geo/read-position'
import type { Place } from '@/lib/geocoder/types'

const PAUSE_MS = 300 // nothing is requested while somebody types
const SHORTEST = 3

const NONE: Place[] = []

/** The places with this name, from the geocoder of this site. None for fewer than three letters, and for coordinates. */
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
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      gone.abort()
    }
  }, [wanted, isAsked])
  const isFound = isAsked && found.text === wanted
  return { places: isFound ? found.places : NONE, isLooking: isAsked && !isFound }
}
