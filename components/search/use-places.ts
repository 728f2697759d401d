import { useEffect, useState } from 'react'
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
      askForPlaces(wanted, gone.signal)
        .then((places) => setFound({ text: wanted, places }))
        .catch(() => undefined) // no longer wanted, or offline: the other suggestions stay
    }, PATIENCE_MS)
    return () => {
      clearTimeout(timer)
      gone.abort()
    }
  }, [wanted, isAsked])
  const isFound = isAsked && found.text === wanted
  return { places: isFound ? found.places : NONE, isLooking: isAsked && !isFound }
}

async function askForPlaces(name: string, signal: AbortSignal): Promise<Place[]> {
  const [response, { PlacesAnswer }] = await Promise.all([
    fetch(`/api/places?${new URLSearchParams({ q: name })}`, { signal }),
    import('./places-answer'),
  ])
  return response.ok ? (PlacesAnswer.safeParse(await response.json()).data?.places ?? NONE) : NONE
}
