import { useEffect, useState } from 'react'
import type { z } from 'zod'

/** JSON from our API; null while it is on its way, and where it cannot be had or is not what was expected. */
export function useFetched<T>(url: string, schema: z.ZodType<T>): T | null {
  const [fetched, setFetched] = useState<{ url: string; data: T } | null>(null)
  useEffect(() => {
    const abort = new AbortController()
    fetch(url, { signal: abort.signal })
      .then((response) => (response.ok ? response.json() : null))
      .then((json) => schema.safeParse(json).data)
      .then((data) => data !== undefined && !abort.signal.aborted && setFetched({ url, data }))
      .catch(() => undefined) // the preview stays without words
    return () => abort.abort()
  }, [url, schema])
  return fetched?.url === url ? fetched.data : null
}
