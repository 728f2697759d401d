import { useCallback, useEffect, useState } from 'react'
import type { RestoreProgress } from '@/components/answers/restore'
import { apiFetch } from '@/components/api-fetch'

const ASK_AGAIN_MS = 1_500
const KEPT_AS = 'mtp-restore-code'

/** A restore, by the code that began it. This tab remembers the code, so that a reload shows the restore again. */
export function useRestore() {
  const [code, setCode] = useState<string | null>(null)
  const [progress, setProgress] = useState<RestoreProgress | null>(null)
  const [problem, setProblem] = useState<string | null>(null)

  const ask = useCallback(async (known: string) => {
    const result = await apiFetch('/api/v1/restore', 'RestoreProgress', { method: 'POST', body: { code: known } })
    if (result.answer) setProgress(result.answer)
    return result
  }, [])

  const begin = useCallback(
    async (given: string) => {
      const { answer, problem: refused } = await ask(given)
      setProblem(refused)
      if (!answer) return
      sessionStorage.setItem(KEPT_AS, given)
      setCode(given)
    },
    [ask],
  )

  useEffect(() => {
    const kept = sessionStorage.getItem(KEPT_AS)
    if (kept === null) return
    ask(kept).then(({ answer }) => answer && setCode(kept))
  }, [ask])

  const isRunning = code !== null && progress?.state === 'running'
  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(() => ask(code), ASK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [isRunning, code, ask])

  return { progress, problem, begin }
}
