'use client'

import { Play, RotateCcw, X } from 'lucide-react'
import { useTransition } from 'react'
import { apiFetch } from '@/components/api-fetch'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogFoot } from '@/components/ui/dialog'
import { toast } from '@/components/ui/toast'
import type { ImportProgress } from '@/lib/imports/types'
import { isActive } from './progress-numbers'

/** Cancel while it runs; Retry failed or Continue when it is over and not complete. */
export function ImportActions({ progress, onChanged }: { progress: ImportProgress; onChanged: () => Promise<void> }) {
  const [isPending, startTransition] = useTransition()
  const post = (verb: 'retry' | 'cancel') =>
    startTransition(async () => {
      const { problem } = await apiFetch(`/api/v1/imports/${progress.id}/${verb}`, 'Import', { method: 'POST' })
      if (problem) toast(problem, { tone: 'error' })
      await onChanged()
    })

  if (isActive(progress.status)) {
    return (
      <Dialog
        title="Cancel this import?"
        description="What came in stays, and you can continue later."
        trigger={
          <Button disabled={isPending}>
            <X aria-hidden /> Cancel
          </Button>
        }
      >
        <DialogFoot cancel="Keep importing">
          <DialogClose>
            <Button look="danger" onClick={() => post('cancel')}>
              Cancel import
            </Button>
          </DialogClose>
        </DialogFoot>
      </Dialog>
    )
  }
  if (progress.status === 'completed' || progress.isSequenceRemoved) return null
  const isContinued = progress.status === 'cancelled'
  return (
    <Button look="primary" disabled={isPending} onClick={() => post('retry')}>
      {isContinued ? <Play aria-hidden /> : <RotateCcw aria-hidden />}
      {isContinued ? 'Continue' : 'Retry failed'}
    </Button>
  )
}
