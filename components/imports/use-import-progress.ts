'use client'

import { useCallback, useEffect, useState } from 'react'
import type { ImportProgress } from '@/lib/imports/types'
import { addSample, isActive, measure, type Sample, toSample } from './progress-numbers'

const POLL_MS = 2000

/** The newest state of an import: by server-sent events while it runs, by asking every two seconds when those fail. */
export function useImportProgress(initial: ImportProgress) {
  const [progress, setProgress] = useState(initial)
  const [samples, setSamples] = useState<Sample[]>([])
  const { id } = initial
  const active = isActive(progress.status)

  const show = useCallback((next: ImportProgress) => {
    setProgress(next)
    setSamples((earlier) => addSample(earlier, toSample(next, Date.now())))
  }, [])

  const refresh = useCallback(async () => {
    const response = await fetch(`/api/v1/imports/${id}`, { cache: 'no-store' })
    if (response.ok) show(await response.json())
  }, [id, show])

  useEffect(() => {
    if (!active) {
      setSamples([])
      return
    }
    let timer: ReturnType<typeof setInterval> | undefined
    const poll = () => {
      timer ??= setInterval(() => refresh().catch(() => undefined), POLL_MS) // the server may be away; the next round asks again
    }
    const stopPolling = () => {
      clearInterval(timer)
      timer = undefined
    }
    const events = new EventSource(`/api/v1/imports/${id}/events`)
    events.onmessage = (event) => {
      stopPolling()
      show(JSON.parse(event.data))
    }
    events.onerror = poll
    return () => {
      events.close()
      stopPolling()
    }
  }, [id, active, refresh, show])

  return { progress, isActive: active, speed: measure(samples, progress.stages.originals.waiting), refresh }
}
