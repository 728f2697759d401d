import { useEffect, useState } from 'react'
import type * as z from 'zod/mini'

/**
 * JSON from our API; null while it is on its way, and where it cannot be had or is not what was expected. `loadSchema` (always the same one)
 * brings what it is read with.
 */
export function useFetched<T>(url: string, loadSchema: () => Promise<z.ZodMiniType<T>>): T | null {
  const [fetched, setFetched] = useState<{ url: string; data: T } | null>(null)
  useEffect(() => {
    let isWanted = true
    const json = fetch(url).then((response) => (response.ok ? response.json() : null))
    Promise.all([json, loadSchema()])
      .then(([answer, schema]) => schema.safeParse(answer).data)
      .then((data) => data !== undefined && isWanted && setFetched({ url, data }))
      .catch(() => undefined) // the preview stays without words
    return () => {
      isWanted = false
    }
  }, [url, loadSchema])
  return fetched?.url === url ? fetched.data : null
}
