'use client'

import { RotateCcw } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactNode, useTransition } from 'react'
import { Button } from '@/components/ui/button'

/** Renders the page anew: "try again" for what failed on the server. */
export function RefreshButton({ children = 'Try again' }: { children?: ReactNode }) {
  const router = useRouter()
  const [isPending, startTransition] = useTransition()
  return (
    <Button disabled={isPending} onClick={() => startTransition(() => router.refresh())}>
      <RotateCcw aria-hidden className={isPending ? 'animate-spin' : undefined} /> {children}
    </Button>
  )
}
