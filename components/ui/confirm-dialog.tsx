'use client'

import { useState, useTransition } from 'react'
import { Button } from './button'
import { Dialog, DialogFoot } from './dialog'
import { Notice } from './notice'
import { toast } from './toast'

/** A button that does what cannot be taken back, once it was said what that means. `run` resolves with why it was refused, or null. */
export function ConfirmDialog({
  title,
  description,
  trigger,
  confirm,
  done,
  run,
}: {
  title: string
  description: string
  trigger: { text: string; label: string } // the label names what it is about
  confirm: { text: string; busy: string }
  done: string
  run: () => Promise<string | null>
}) {
  const [problem, setProblem] = useState<string | null>(null)
  const [isRunning, startRunning] = useTransition()
  const submit = () =>
    startRunning(async () => {
      const refused = await run()
      setProblem(refused)
      if (refused === null) toast(done, { tone: 'success' })
    })
  return (
    <Dialog
      title={title}
      description={description}
      trigger={
        <Button size="small" aria-label={trigger.label}>
          {trigger.text}
        </Button>
      }
    >
      {problem && <Notice tone="danger">{problem}</Notice>}
      <DialogFoot cancel="Keep it">
        <Button look="danger" disabled={isRunning} onClick={submit}>
          {isRunning ? confirm.busy : confirm.text}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
