'use client'

import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'

/** Ends the copying into a bucket of one's own. */
export function ForgetBucket({ forget }: { forget: () => Promise<string | null> }) {
  const [isForgetting, startForgetting] = useTransition()
  const submit = () =>
    startForgetting(async () => {
      const problem = await forget()
      if (problem !== null) toast(problem, { tone: 'error' })
    })
  return (
    <Button disabled={isForgetting} onClick={submit} className="justify-self-start">
      Stop copying, and forget the key
    </Button>
  )
}
