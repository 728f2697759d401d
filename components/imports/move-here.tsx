'use client'

import { FolderInput } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { apiFetch } from '@/components/api-fetch'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'

/** Moves photos into the sequence in which Mapillary has them now: one that is here, or one that is imported for it. */
export function MoveHere({ sequence }: { sequence: { sequenceId: string } | { mapillarySequenceKey: string } }) {
  const router = useRouter()
  const [isPending, startTransition] = useTransition()
  const move = () =>
    startTransition(async () => {
      const { answer, problem } =
        'sequenceId' in sequence
          ? await apiFetch(`/api/v1/sequences/${sequence.sequenceId}/sync?elsewhere=move`, 'RequestedImport', {
              method: 'POST',
            })
          : await apiFetch('/api/v1/sequences', 'RequestedImport', {
              method: 'POST',
              body: { ...sequence, elsewhere: 'move' },
            })
      if (answer) router.push(`/imports/${answer.importId}`)
      else toast(problem, { tone: 'error' })
    })
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button disabled={isPending} onClick={move}>
        <FolderInput aria-hidden /> {isPending ? 'Starting…' : 'Move them here'}
      </Button>
      <p className="text-ink-muted text-sm">
        They get the next numbers of this sequence and keep their originals, marks and tags. Or leave them where they
        are.
      </p>
    </div>
  )
}
