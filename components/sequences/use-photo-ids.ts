import { useEffect, useRef, useState } from 'react'
import { apiFetch } from '@/components/api-fetch'

const WINDOW = 100 // photos in one request

type SequenceIds = { sequenceId: string; ids: ReadonlyMap<number, string> }

/** The ids of a sequence's photos by their number from 1. Those around the `numbers` in sight are fetched, each window once. */
export function usePhotoIds(sequenceId: string, numbers: number[]): ReadonlyMap<number, string> {
  const requested = useRef(new Set<string>())
  const [fetched, setFetched] = useState<SequenceIds>({ sequenceId, ids: new Map() })
  if (fetched.sequenceId !== sequenceId) setFetched({ sequenceId, ids: new Map() })

  const windows = [...new Set(numbers.map((n) => Math.floor((n - 1) / WINDOW)))].join(',')
  useEffect(() => {
    for (const window of windows.split(',').filter(Boolean).map(Number)) {
      const url = `/api/v1/sequences/${sequenceId}/photos?first=${window * WINDOW + 1}&count=${WINDOW}`
      if (requested.current.has(url)) continue
      requested.current.add(url)
      apiFetch(url, 'SequencePhotoIds').then(({ answer }) => {
        if (!answer) return void requested.current.delete(url)
        const added = answer.photos.map(({ id, n }): [number, string] => [n, id])
        setFetched((before) =>
          before.sequenceId === sequenceId ? { sequenceId, ids: new Map([...before.ids, ...added]) } : before,
        )
      })
    }
    // Another sequence starts anew.
    const { current } = requested
    return () => {
      for (const url of current) if (!url.startsWith(`/api/v1/sequences/${sequenceId}/`)) current.delete(url)
    }
  }, [sequenceId, windows])
  return fetched.ids
}
