'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const DEFAULT_MS = 3000

/** Renders the page anew every few seconds while something on it goes on, unless its tab is in the background. */
export function RefreshWhile({ isActive, everyMs = DEFAULT_MS }: { isActive: boolean; everyMs?: number }) {
  const router = useRouter()
  useEffect(() => {
    if (!isActive) return
    const timer = setInterval(() => {
      if (!document.hidden) router.refresh()
    }, everyMs)
    return () => clearInterval(timer)
  }, [isActive, everyMs, router])
  return null
}
