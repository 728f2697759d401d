import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { apiFetch } from '@/components/api-fetch'
import { toast } from '@/components/ui/toast'

type Change = { url: string; method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'; body?: object; done?: string }

/** Asks the API for a change, says that it is done, if it is to be said, and shows the page anew; `problem`: why it is not. Whether it was done. */
export function useChange() {
  const router = useRouter()
  const [problem, setProblem] = useState<string | null>(null)
  const [isPending, start] = useTransition()
  const change = ({ url, method, body, done }: Change) =>
    new Promise<boolean>((resolve) =>
      start(async () => {
        const result = await apiFetch(url, 'Done', { method, ...(body && { body }) })
        setProblem(result.problem)
        resolve(result.problem === null)
        if (result.problem !== null) return
        if (done) toast(done, { tone: 'success' })
        router.refresh()
      }),
    )
  return { change, problem, isPending }
}
