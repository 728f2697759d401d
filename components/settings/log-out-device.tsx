'use client'

import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'

/** Logs another device out. */
export function LogOutDevice({
  id,
  device,
  end,
}: {
  id: string
  device: string
  end: (id: string) => Promise<string | null>
}) {
  const [isEnding, startEnding] = useTransition()
  const submit = () =>
    startEnding(async () => {
      const problem = await end(id)
      if (problem === null) toast(`${device} is logged out`, { tone: 'success' })
      else toast(problem)
    })
  return (
    <Button size="small" disabled={isEnding} onClick={submit} aria-label={`Log out ${device}`}>
      {isEnding ? 'Logging out…' : 'Log out'}
    </Button>
  )
}
