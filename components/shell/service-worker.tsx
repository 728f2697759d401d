'use client'

import { useEffect } from 'react'

/** Registers what shows the last photos on a bad line (`service-worker/main.ts`). */
export function ServiceWorker() {
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return
    navigator.serviceWorker.register('/sw.js').catch(() => undefined) // the site works without it
  }, [])
  return null
}
