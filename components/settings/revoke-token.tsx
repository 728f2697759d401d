'use client'

import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { toast } from '@/components/ui/toast'

/** Ends a token, once it was said what that means: what uses it stops working, and it cannot be brought back. */
export function RevokeToken({
  id,
  name,
  revoke,
}: {
  id: string
  name: string
  revoke: (id: string) => Promise<string | null>
}) {
  const [problem, setProblem] = useState<string | null>(null)
  const [isRevoking, startRevoking] = useTransition()
  const submit = () =>
    startRevoking(async () => {
      const refused = await revoke(id)
      setProblem(refused)
      if (refused === null) toast(`${name} is revoked`, { tone: 'success' })
    })
  return (
    <Dialog
      title="Revoke this token?"
      description={`What uses “${name}” is refused from now on. A revoked token cannot be brought back.`}
      trigger={
        <Button size="small" aria-label={`Revoke ${name}`}>
          Revoke
        </Button>
      }
    >
      {problem && <Notice tone="danger">{problem}</Notice>}
      <div className="flex flex-wrap justify-end gap-2">
        <DialogClose>
          <Button>Keep it</Button>
        </DialogClose>
        <Button look="danger" disabled={isRevoking} onClick={submit}>
          {isRevoking ? 'Revoking…' : 'Revoke token'}
        </Button>
      </div>
    </Dialog>
  )
}
