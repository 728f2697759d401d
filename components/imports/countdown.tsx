'use client'

import { useEffect, useState } from 'react'
import { formatDuration } from '@/lib/format/number'

/** Time left until a moment, second by second; `over` when it has come. */
export function Countdown({ until, over }: { until: string; over: string }) {
  const [now, setNow] = useState<number | null>(null) // unknown on the server, whose clock is another

  useEffect(() => {
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])

  if (now === null) return null
  const leftMs = new Date(until).getTime() - now
  return <span className="tabular-nums">{leftMs > 0 ? `in ${formatDuration(leftMs)}` : over}</span>
}
