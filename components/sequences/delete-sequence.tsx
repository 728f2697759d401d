'use client'

import { Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState, useTransition } from 'react'
import { apiFetch } from '@/components/api-fetch'
import { Button } from '@/components/ui/button'
import { Dialog, DialogFoot } from '@/components/ui/dialog'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { IconButton } from '@/components/ui/icon-button'
import { Notice } from '@/components/ui/notice'
import { toast } from '@/components/ui/toast'
import { isolated } from '@/lib/format/isolated'
import { formatBytes, formatPlural } from '@/lib/format/number'
import type { SequenceBackup } from '@/lib/sequences/get-sequence-backup'

/** Deletes one of the user's own sequences, after its name was typed and the user decided about the backup. */
export function DeleteSequence({
  sequence,
  backup,
  goneCount,
  isImporting,
}: {
  sequence: { id: string; name: string; username: string }
  backup: SequenceBackup
  goneCount: number // photos that are no longer on Mapillary
  isImporting: boolean
}) {
  const { name } = sequence
  const [typed, setTyped] = useState('')
  const [removesBackup, setRemovesBackup] = useState(false)
  const { refusal, setRefusal, isDeleting, submit } = useDeletion(sequence)
  const hasBackup = backup.files > 0 || isImporting

  return (
    <Dialog
      title="Delete this sequence?"
      description="Its photos, detections, marks and tags are removed here. Mapillary keeps what it has: you can import that again."
      trigger={
        <IconButton label="Delete the sequence" look="secondary">
          <Trash2 />
        </IconButton>
      }
    >
      <form
        className="grid grid-cols-1 gap-5"
        onSubmit={(event) => {
          event.preventDefault()
          submit({ name: typed, backup: removesBackup || !hasBackup })
        }}
      >
        {isImporting && <Notice tone="warning">Its import is not over: it is cancelled first.</Notice>}
        {goneCount > 0 && (
          <Notice tone="warning">
            {formatPlural(goneCount, 'photo')} no longer on Mapillary: what is deleted of them here is gone for good.
          </Notice>
        )}
        {hasBackup && <BackupChoice backup={backup} isRemoved={removesBackup} onChange={setRemovesBackup} />}
        <Field label={<ConfirmLabel name={name} />}>
          {(control) => (
            <Input
              {...control}
              value={typed}
              autoComplete="off"
              onChange={(event) => {
                setTyped(event.target.value)
                setRefusal(null)
              }}
            />
          )}
        </Field>
        {refusal && <Notice tone="danger">{refusal}</Notice>}
        <DialogFoot cancel="Keep it">
          <Button type="submit" look="danger" disabled={isDeleting || typed.trim() !== name.trim()}>
            {isDeleting ? 'Deleting…' : 'Delete sequence'}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}

function useDeletion({ id, name, username }: { id: string; name: string; username: string }) {
  const router = useRouter()
  const [refusal, setRefusal] = useState<string | null>(null)
  const [isDeleting, startDeleting] = useTransition()
  const submit = (body: { name: string; backup: boolean }) =>
    startDeleting(async () => {
      const { answer, problem } = await apiFetch(`/api/v1/sequences/${id}`, 'SequenceDeletion', {
        method: 'DELETE',
        body,
      })
      if (!answer) {
        router.refresh() // the name may be another by now: an import names what nobody named
        return setRefusal(problem)
      }
      toast(`${isolated(name)} is being deleted`, {
        tone: 'success',
        description: answer.backupFolder
          ? `Its originals stay in the backup at ${answer.backupFolder}`
          : 'Nobody sees it any more.',
      })
      router.push(`/users/${encodeURIComponent(username)}`)
      router.refresh()
    })
  return { refusal, setRefusal, isDeleting, submit }
}

function ConfirmLabel({ name }: { name: string }) {
  return (
    <>
      Type{' '}
      <strong className="font-semibold">
        <bdi>{name}</bdi>
      </strong>{' '}
      to confirm
    </>
  )
}

function BackupChoice({
  backup: { files, bytes, folder },
  isRemoved,
  onChange,
}: {
  backup: SequenceBackup
  isRemoved: boolean
  onChange: (isRemoved: boolean) => void
}) {
  return (
    <fieldset className="grid grid-cols-1 gap-2">
      <legend className="mb-2 font-[550] text-sm">The originals in the backup</legend>
      <Choice isChosen={!isRemoved} onChoose={() => onChange(false)} title="Keep them">
        {formatPlural(files, 'file')} ({formatBytes(bytes)}) stay at <code className="break-all">{folder}</code>, with a
        manifest that says what they are.
      </Choice>
      <Choice isChosen={isRemoved} onChoose={() => onChange(true)} title="Delete them too">
        They cannot be brought back from here.
      </Choice>
    </fieldset>
  )
}

function Choice({
  isChosen,
  onChoose,
  title,
  children,
}: {
  isChosen: boolean
  onChoose: () => void
  title: string
  children: ReactNode
}) {
  return (
    <label className="flex cursor-pointer items-start gap-3 rounded-control border p-3 text-sm has-checked:border-accent has-checked:bg-accent-soft/40">
      <input
        type="radio"
        name="backup"
        checked={isChosen}
        onChange={onChoose}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <span className="grid gap-0.5">
        <span className="font-[550]">{title}</span>
        <span className="text-ink-muted">{children}</span>
      </span>
    </label>
  )
}
