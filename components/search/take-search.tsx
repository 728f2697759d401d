'use client'

import { Package } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'

/** Begins a takeout of what a search of one's own photos finds, and leads to where it is had. */
export function TakeSearch({
  search,
  make,
}: {
  search: Record<string, string[]>
  make: (input: unknown) => Promise<string | null>
}) {
  const router = useRouter()
  const [isMaking, startMaking] = useTransition()
  const submit = () =>
    startMaking(async () => {
      const problem = await make({ search })
      if (problem === null) router.push('/settings#takeouts')
      else toast(problem, { tone: 'error' })
    })
  return (
    <Button disabled={isMaking} onClick={submit} className="justify-self-start">
      <Package aria-hidden />
      {isMaking ? 'Beginning…' : 'Take these photos with you'}
    </Button>
  )
}
