import { useEffect, useState } from 'react'
import * as z from 'zod/mini'
import { readPosition } from '@/lib/geo/read-position'
import type { Place } from '@/lib/places/types'

const PATIENCE_MS = 300 // while somebody types, nobody is asked
const SHORTEST = 3

const Answer = z.object({
  places: z.array(z.object({ name: z.string(), detail: z.string(), lngLat: z.tuple([z.number(), z.number()]) })),
})

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
      fetch(`/api/places?${new URLSearchParams({ q: wanted })}`, { signal: gone.signal })
        .then((response) => (response.ok ? response.json() : { places: [] }))
        .then((json) => setFound({ text: wanted, places: Answer.safeParse(json).data?.places ?? NONE }))
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
