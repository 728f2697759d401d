'use client'

import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'

/** Begins a takeout of one sequence and leads to where it is had. */
export function TakeSequence({
  sequenceId,
  make,
}: {
  sequenceId: string
  make: (input: unknown) => Promise<string | null>
}) {
  const router = useRouter()
  const [isMaking, startMaking] = useTransition()
  const submit = () =>
    startMaking(async () => {
      const problem = await make({ sequences: [sequenceId] })
      if (problem === null) router.push('/settings#takeouts')
      else toast(problem, { tone: 'error' })
    })
  return (
    <Button disabled={isMaking} onClick={submit}>
      {isMaking ? 'Beginning…' : 'Take with you'}
    </Button>
  )
}
