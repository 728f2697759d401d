'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const REFRESH_MS = 3000

/** Renders the page anew every few seconds while something on it goes on, unless its tab is in the background. */
export function RefreshWhile({ isActive }: { isActive: boolean }) {
  const router = useRouter()
  useEffect(() => {
    if (!isActive) return
    const timer = setInterval(() => {
      if (!document.hidden) router.refresh()
    }, REFRESH_MS)
    return () => clearInterval(timer)
  }, [isActive, router])
  return null
}
