import { useEffect, useState } from 'react'
import type { Answers } from '@/components/answers/table'
import { apiFetch } from '@/components/api-fetch'

/** An answer of our API; null while it is on its way, and where it cannot be had. */
export function useAnswer<Name extends keyof Answers>(url: string, name: Name): Answers[Name] | null {
  const [fetched, setFetched] = useState<{ url: string; answer: Answers[Name] | null } | null>(null)
  useEffect(() => {
    let isStale = false
    apiFetch(url, name).then(({ answer }) => {
      if (!isStale) setFetched({ url, answer })
    })
    return () => {
      isStale = true
    }
  }, [url, name])
  return fetched?.url === url ? fetched.answer : null
}
