'use client'

import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { toast } from '@/components/ui/toast'

/** Removes a passkey, once it was said what that means. */
export function RemovePasskey({
  id,
  name,
  remove,
}: {
  id: string
  name: string
  remove: (id: string) => Promise<string | null>
}) {
  const [problem, setProblem] = useState<string | null>(null)
  const [isRemoving, startRemoving] = useTransition()
  const submit = () =>
    startRemoving(async () => {
      const refused = await remove(id)
      setProblem(refused)
      if (refused === null) toast(`${name} is removed`, { tone: 'success' })
    })
  return (
    <Dialog
      title="Remove this passkey?"
      description={`“${name}” logs nobody in from now on. Make sure that you have another way to log in. Your device still lists it until you delete it there.`}
      trigger={
        <Button size="small" aria-label={`Remove ${name}`}>
          Remove
        </Button>
      }
    >
      {problem && <Notice tone="danger">{problem}</Notice>}
      <div className="flex flex-wrap justify-end gap-2">
        <DialogClose>
          <Button>Keep it</Button>
        </DialogClose>
        <Button look="danger" disabled={isRemoving} onClick={submit}>
          {isRemoving ? 'Removing…' : 'Remove passkey'}
        </Button>
      </div>
    </Dialog>
  )
}
