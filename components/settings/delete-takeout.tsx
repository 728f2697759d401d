'use client'

import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'

/** Takes a takeout off the list. A new one is a click away, so it is not asked about. */
export function DeleteTakeout({ id, remove }: { id: string; remove: (id: string) => Promise<string | null> }) {
  const [isRemoving, startRemoving] = useTransition()
  const submit = () =>
    startRemoving(async () => {
      const problem = await remove(id)
      toast(problem ?? 'The takeout is deleted. Your photos stay.', { tone: problem === null ? 'success' : 'error' })
    })
  return (
    <Button size="small" disabled={isRemoving} onClick={submit} aria-label="Delete this takeout">
      {isRemoving ? 'Deleting…' : 'Delete'}
    </Button>
  )
}
