import { useEffect, useState } from 'react'
import type * as z from 'zod/mini'

/** JSON from our API; null while it is on its way, and where it cannot be had or is not what was expected. */
export function useFetched<T>(url: string, schema: z.ZodMiniType<T>): T | null {
  const [fetched, setFetched] = useState<{ url: string; data: T } | null>(null)
  useEffect(() => {
    let isWanted = true
    fetch(url)
      .then((response) => (response.ok ? response.json() : null))
      .then((json) => schema.safeParse(json).data)
      .then((data) => data !== undefined && isWanted && setFetched({ url, data }))
      .catch(() => undefined) // the preview stays without words
    return () => {
      isWanted = false
    }
  }, [url, schema])
  return fetched?.url === url ? fetched.data : null
}
