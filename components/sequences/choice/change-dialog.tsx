'use client'

import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogFoot } from '@/components/ui/dialog'
import { Field } from '@/components/ui/form/field'
import { Select } from '@/components/ui/form/select'
import { TagInput } from '@/components/ui/form/tag-input'
import { TransportOptions } from '@/components/ui/form/transport-options'
import { Notice } from '@/components/ui/notice'
import { formatPlural } from '@/lib/format/number'
import type { SequenceEdit } from './edit-in-parts'

const AS_IT_IS = 'as it is'

type Change = Omit<SequenceEdit, 'id'>

/** Transport and tags for all chosen sequences. */
export function ChangeDialog({
  count,
  isDisabled,
  onChange,
}: {
  count: number
  isDisabled: boolean
  onChange: (change: Change) => void
}) {
  const [isOpen, setOpen] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  function submit(form: FormData): void {
    const change = changeOf(form)
    const isEmpty = Object.keys(change).length === 0
    setProblem(isEmpty ? 'Say what is to change.' : null)
    if (isEmpty) return
    setOpen(false)
    onChange(change)
  }
  return (
    <Dialog
      title={`Change ${formatPlural(count, 'sequence')}`}
      description="What you leave empty stays as it is."
      isOpen={isOpen}
      onOpenChange={(isNowOpen) => {
        setOpen(isNowOpen)
        setProblem(null)
      }}
      trigger={
        <Button look="primary" disabled={isDisabled}>
          <Pencil aria-hidden /> Change…
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
        <Field label="Transport">
          {(control) => (
            <Select {...control} name="transportType" defaultValue={AS_IT_IS}>
              <option value={AS_IT_IS}>Leave as it is</option>
              <TransportOptions />
            </Select>
          )}
        </Field>
        <Field label="Add tags" isOptional hint="Enter or a comma adds one.">
          {(control) => <TagInput {...control} name="addTags" maxLength={60} />}
        </Field>
        <Field label="Remove tags" isOptional hint="From those that have them.">
          {(control) => <TagInput {...control} name="removeTags" maxLength={60} />}
        </Field>
        {problem && <Notice tone="danger">{problem}</Notice>}
        <DialogFoot cancel="Cancel">
          <Button type="submit" look="primary">
            Change
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}

function changeOf(form: FormData): Change {
  const words = (name: string) => String(form.get(name) ?? '')
  const tags = (name: string) => words(name).split(',').filter(Boolean)
  const [transport, addTags, removeTags] = [words('transportType'), tags('addTags'), tags('removeTags')]
  return {
    ...(transport !== AS_IT_IS && { transportType: transport || null }),
    ...(addTags.length > 0 && { addTags }),
    ...(removeTags.length > 0 && { removeTags }),
  }
}
