'use client'

import { Eye, EyeOff } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { apiFetch } from '@/components/api-fetch'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'

/** Publishes or unpublishes one of the user's own sequences, with a way back. */
export function Publication({ sequenceId, isPublished }: { sequenceId: string; isPublished: boolean }) {
  const router = useRouter()
  const [isSaving, startSaving] = useTransition()

  async function save(published: boolean): Promise<boolean> {
    const { answer, problem } = await apiFetch(`/api/v1/sequences/${sequenceId}`, 'Sequence', {
      method: 'PATCH',
      body: { published },
    })
    if (answer) router.refresh()
    else toast(problem, { tone: 'error' })
    return answer !== null
  }
  return (
    <Button
      disabled={isSaving}
      onClick={() =>
        startSaving(async () => {
          if (!(await save(!isPublished))) return
          const said = isPublished ? 'Only you see the sequence now' : 'Everybody sees the sequence now'
          toast(said, { action: { label: 'Undo', onClick: () => save(isPublished) } })
        })
      }
    >
      {isPublished ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
      {isPublished ? 'Unpublish' : 'Publish'}
    </Button>
  )
}
