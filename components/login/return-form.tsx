'use client'

import { useEffect, useRef } from 'react'

const FIELDS = ['access_token', 'state', 'error', 'code']

/** Mapillary answers in the query or in the fragment (docs/mapillary.md); both go on in the body of a form, out of the address and the history. */
export function ReturnForm() {
  const form = useRef<HTMLFormElement>(null)
  const isSent = useRef(false) // React runs effects twice in development
  useEffect(() => {
    if (isSent.current) return
    isSent.current = true
    const answers = [new URLSearchParams(location.search), new URLSearchParams(location.hash.slice(1))]
    history.replaceState(null, '', location.pathname)
    for (const field of FIELDS) {
      const value = answers.map((answer) => answer.get(field)).find((text) => text !== null)
      const input = form.current?.elements.namedItem(field)
      if (!(input instanceof HTMLInputElement)) continue
      if (value === undefined || value === null) input.remove()
      else input.value = value
    }
    form.current?.submit()
  }, [])
  return (
    <form ref={form} method="post" action="/api/auth/callback/mapillary">
      {FIELDS.map((field) => (
        <input key={field} type="hidden" name={field} />
      ))}
    </form>
  )
}
