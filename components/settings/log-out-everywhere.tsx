'use client'

import { signOut } from 'next-auth/react'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogFoot } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'

const leave = () => signOut({ callbackUrl: '/' })

/** Logs every device out, this one too. `leave` clears the cookie of this one and leads to the start page. */
export function LogOutEverywhere({
  endAll,
  onEnded = leave,
}: {
  endAll: () => Promise<string | null>
  onEnded?: () => Promise<unknown>
}) {
  const [problem, setProblem] = useState<string | null>(null)
  const [isEnding, startEnding] = useTransition()
  const submit = () =>
    startEnding(async () => {
      const refused = await endAll()
      setProblem(refused)
      if (refused === null) await onEnded()
    })
  return (
    <Dialog
      title="Log out everywhere?"
      description="Every device is logged out at once, this one too. API tokens stay as they are."
      trigger={<Button>Log out everywhere</Button>}
    >
      {problem && <Notice tone="danger">{problem}</Notice>}
      <DialogFoot cancel="Stay logged in">
        <Button look="danger" disabled={isEnding} onClick={submit}>
          {isEnding ? 'Logging out…' : 'Log out all devices'}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
