'use client'

import { Eye, EyeOff } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { formatCount, formatPlural } from '@/lib/format/number'
import { ChangeDialog } from './change-dialog'
import { useChoice } from './choice-context'
import { type Edited, editInParts, type SequenceEdit } from './edit-in-parts'
import { Refusals } from './refusals'

/** How many sequences are chosen, and what can be done with all of them. */
export function ChosenBar() {
  const router = useRouter()
  const { chosen, set } = useChoice()
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null)
  const [last, setLast] = useState<Edited | null>(null)

  async function run(edits: SequenceEdit[], { isUndo = false } = {}): Promise<void> {
    const total = edits.length
    setLast(null)
    setProgress({ done: 0, total })
    const edited = await editInParts(edits, (done) => setProgress({ done, total }))
    setProgress(null)
    setLast(edited)
    router.refresh()
    const { undo, refused, stopped } = edited
    const words = `${formatPlural(undo.length, 'sequence')} ${isUndo ? 'changed back' : 'changed'}`
    if (undo.length > 0 && isUndo) toast(words)
    else if (undo.length > 0)
      toast(words, { action: { label: 'Undo', onClick: () => void run(undo, { isUndo: true }) } })
    else if (refused.length === 0 && stopped === null) toast('There was nothing to change')
  }
  const changeAll = (change: Omit<SequenceEdit, 'id'>) => run([...chosen].map((id) => ({ id, ...change })))
  const isBusy = progress !== null

  if (chosen.size === 0 && !isBusy && !hasRefusals(last)) return null
  return (
    <section
      aria-label="Chosen sequences"
      className="sticky bottom-4 z-30 mt-6 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-card border bg-surface px-4 py-3 shadow-floating"
    >
      {last && hasRefusals(last) && <Refusals edited={last} onClose={() => setLast(null)} />}
      <p role="status" className="mr-auto font-semibold text-sm">
        {progress
          ? `Changing… ${formatCount(progress.done)} of ${formatCount(progress.total)}`
          : `${formatPlural(chosen.size, 'sequence')} chosen`}
      </p>
      {chosen.size > 0 && (
        <>
          <Button look="quiet" disabled={isBusy} onClick={() => set([])}>
            Clear
          </Button>
          <Button disabled={isBusy} onClick={() => changeAll({ published: true })}>
            <Eye aria-hidden /> Publish
          </Button>
          <Button disabled={isBusy} onClick={() => changeAll({ published: false })}>
            <EyeOff aria-hidden /> Unpublish
          </Button>
          <ChangeDialog count={chosen.size} isDisabled={isBusy} onChange={changeAll} />
        </>
      )}
    </section>
  )
}

function hasRefusals(edited: Edited | null): boolean {
  return edited !== null && (edited.refused.length > 0 || edited.stopped !== null)
}
