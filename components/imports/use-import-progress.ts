'use client'

import { useCallback, useEffect, useState } from 'react'
import { apiFetch, parseAnswer } from '@/components/api-fetch'
import type { ImportProgress } from '@/lib/imports/types'
import { addSample, isActive, measure, type Sample, toSample } from './progress-numbers'

const POLL_MS = 2000

/** The latest state of an import: from server-sent events while it runs, by polling every two seconds when those fail. */
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
    const { answer } = await apiFetch(`/api/v1/imports/${id}`, 'Import')
    if (answer) show(answer) // else the server is away, and the stream or the next poll brings the state
  }, [id, show])

  useEffect(() => {
    if (!active) {
      setSamples([])
      return
    }
    let timer: ReturnType<typeof setInterval> | undefined
    const poll = () => {
      timer ??= setInterval(refresh, POLL_MS)
    }
    const stopPolling = () => {
      clearInterval(timer)
      timer = undefined
    }
    const events = new EventSource(`/api/v1/imports/${id}/events`)
    events.onmessage = (event) => {
      stopPolling()
      parseAnswer('Import', JSON.parse(event.data)).then((answer) => answer && show(answer))
    }
    events.onerror = poll
    return () => {
      events.close()
      stopPolling()
    }
  }, [id, active, refresh, show])

  return { progress, isActive: active, speed: measure(samples, progress.stages.originals.waiting), refresh }
}
