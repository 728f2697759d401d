'use client'

import { Pencil } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { apiFetch } from '@/components/api-fetch'
import { Button } from '@/components/ui/button'
import { Dialog, DialogFoot } from '@/components/ui/dialog'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { Select } from '@/components/ui/form/select'
import { TagInput } from '@/components/ui/form/tag-input'
import { Textarea } from '@/components/ui/form/textarea'
import { TransportOptions } from '@/components/ui/form/transport-options'
import { Notice } from '@/components/ui/notice'
import { toast } from '@/components/ui/toast'

export type EditableSequence = {
  id: string
  name: string
  description: string
  transportType: string | null
  tags: string[]
}
type Details = Omit<EditableSequence, 'id'>

/** Changes what is said about one of the user's own sequences. */
export function EditSequence({ sequence: { id, ...before } }: { sequence: EditableSequence }) {
  const router = useRouter()
  const [isOpen, setOpen] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [isSaving, startSaving] = useTransition()

  async function save(details: Details): Promise<string | null> {
    const { problem: refusal } = await apiFetch(`/api/v1/sequences/${id}`, 'Sequence', {
      method: 'PATCH',
      body: details,
    })
    if (refusal === null) router.refresh()
    return refusal
  }
  const submit = (form: FormData) =>
    startSaving(async () => {
      const refusal = await save(detailsOf(form))
      setProblem(refusal)
      if (refusal !== null) return
      setOpen(false)
      toast('The sequence is changed', { action: { label: 'Undo', onClick: () => save(before) } })
    })

  return (
    <Dialog
      title="Edit this sequence"
      description="Imports never change it back."
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button>
          <Pencil aria-hidden /> Edit
        </Button>
      }
    >
      <form
        className="grid grid-cols-1 gap-5"
        onSubmit={(event) => {
          event.preventDefault()
          submit(new FormData(event.currentTarget))
        }}
      >
        <Field label="Name">
          {(control) => <Input {...control} name="name" defaultValue={before.name} maxLength={120} required />}
        </Field>
        <Field label="Transport" isOptional>
          {(control) => (
            <Select {...control} name="transportType" defaultValue={before.transportType ?? ''}>
              <TransportOptions />
            </Select>
          )}
        </Field>
        <Field label="Description" isOptional>
          {(control) => (
            <Textarea {...control} name="description" defaultValue={before.description} maxLength={5_000} />
          )}
        </Field>
        <Field label="Tags" isOptional hint="Enter or a comma adds one.">
          {(control) => <TagInput {...control} name="tags" initialTags={before.tags} maxLength={60} />}
        </Field>
        {problem && <Notice tone="danger">{problem}</Notice>}
        <DialogFoot cancel="Cancel">
          <Button type="submit" look="primary" disabled={isSaving}>
            {isSaving ? 'Saving…' : 'Save'}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}

function detailsOf(form: FormData): Details {
  const words = (name: string) => String(form.get(name) ?? '').trim()
  return {
    name: words('name'),
    description: words('description'),
    transportType: words('transportType') || null,
    tags: words('tags').split(',').filter(Boolean),
  }
}
