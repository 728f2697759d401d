'use client'

import { useEffect, useState } from 'react'
import { formatDuration } from '@/lib/format/number'

/** How long ago a moment was, by the reader's clock. */
export function Ago({ moment }: { moment: string }) {
  const [now, setNow] = useState<number | null>(null) // unknown on the server, whose clock is another

  useEffect(() => {
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])

  const ageMs = now === null ? 0 : now - new Date(moment).getTime()
  return <span className="tabular-nums">{ageMs < 60_000 ? 'just now' : `${formatDuration(ageMs)} ago`}</span>
}
