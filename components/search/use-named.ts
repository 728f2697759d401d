import { useEffect, useState } from 'react'
import type { Answers } from '@/components/answers/table'
import { apiFetch } from '@/components/api-fetch'
import { readPosition } from '@/lib/geo/read-position'

const PAUSE_MS = 300 // nothing is requested while somebody types
const SHORTEST = 3

type Named = Answers['Suggestions']

const NONE: Named = { sequences: [], places: [] }

/** The sequences and places with this name. None for fewer than three letters, and for coordinates. */
export function useNamed(text: string): Named & { isLooking: boolean } {
  const wanted = text.trim()
  const [found, setFound] = useState<{ text: string; named: Named }>({ text: '', named: NONE })
  const isAsked = wanted.length >= SHORTEST && readPosition(wanted).length === 0
  useEffect(() => {
    if (!isAsked) return
    const gone = new AbortController()
    const timer = setTimeout(() => {
      const url = `/api/suggestions?${new URLSearchParams({ q: wanted })}`
      apiFetch(url, 'Suggestions', { signal: gone.signal }).then(({ answer }) => {
        // Without an answer the other suggestions stay.
        if (!gone.signal.aborted) setFound({ text: wanted, named: answer ?? NONE })
      })
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      gone.abort()
    }
  }, [wanted, isAsked])
  const isFound = isAsked && found.text === wanted
  return { ...(isFound ? found.named : NONE), isLooking: isAsked && !isFound }
}
