'use client'

import { useActionState, useState } from 'react'
import { Button } from '@/components/ui/button'
import { DialogClose } from '@/components/ui/dialog'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { Select } from '@/components/ui/form/select'
import { TagInput } from '@/components/ui/form/tag-input'
import { Textarea } from '@/components/ui/form/textarea'
import { TransportOptions } from '@/components/ui/form/transport-options'
import { Notice } from '@/components/ui/notice'
import { formatDateTime } from '@/lib/format/date'
import { formatCount, formatPlural } from '@/lib/format/number'
import type { Choice, Counted } from '@/lib/imports/importable/choice'
import type { FormState } from '@/lib/server/form-action'

export type ImportAction = (previous: FormState, form: FormData) => Promise<FormState>

const MOST_NAMED = 200

/** What the user can say about the chosen sequences before their import starts. Every field is optional. */
export function ImportForm({
  count,
  named,
  choice,
  action,
}: {
  count: number
  named: Counted[] // those of the chosen that have been shown
  choice: Choice
  action: ImportAction
}) {
  const [state, submit, isPending] = useActionState(action, {})
  const [names, setNames] = useState<Record<string, string>>({})
  const selection = { rules: choice.rules, singles: [...choice.singles], names }
  const problem = state.message ?? (count === 1 ? undefined : state.fieldErrors?.selection?.join(' '))

  return (
    <form action={submit} className="grid gap-5">
      <input type="hidden" name="selection" value={JSON.stringify(selection)} />
      {problem && <Notice tone="danger">{problem}</Notice>}
      <NameFields
        named={named}
        isOne={count === 1}
        names={names}
        onName={(key, name) => setNames((earlier) => ({ ...earlier, [key]: name }))}
        errors={state.fieldErrors?.selection}
      />
      <Field label="Transport" isOptional errors={state.fieldErrors?.transportType}>
        {(control) => (
          <Select {...control} name="transportType">
            <TransportOptions />
          </Select>
        )}
      </Field>
      <Field label="Description" isOptional errors={state.fieldErrors?.description}>
        {(control) => <Textarea {...control} name="description" maxLength={5000} rows={3} />}
      </Field>
      <Field label="Tags" isOptional hint="Enter or a comma adds a tag." errors={state.fieldErrors?.tags}>
        {(control) => <TagInput {...control} name="tags" maxLength={60} />}
      </Field>
      <div className="sticky -bottom-6 -mx-6 -mb-6 flex flex-wrap justify-end gap-2 border-t bg-surface px-6 py-4">
        <DialogClose>
          <Button>Back</Button>
        </DialogClose>
        <Button type="submit" look="primary" disabled={isPending}>
          {isPending ? 'Starting…' : count === 1 ? 'Start import' : `Start ${formatCount(count)} imports`}
        </Button>
      </div>
    </form>
  )
}

function NameFields({
  named,
  isOne,
  names,
  onName,
  errors,
}: {
  named: Counted[]
  isOne: boolean
  names: Record<string, string>
  onName: (key: string, name: string) => void
  errors: string[] | undefined
}) {
  const [only] = isOne ? named : []
  const nameInput = ({ key }: Counted, control: { id?: string; 'aria-label'?: string }) => (
    <Input
      {...control}
      value={names[key] ?? ''}
      onChange={(event) => onName(key, event.target.value)}
      placeholder="Named after the nearest place"
      maxLength={120}
    />
  )
  if (only)
    return (
      <Field label="Name" isOptional errors={errors}>
        {(control) => nameInput(only, control)}
      </Field>
    )
  return (
    <details className="group rounded-control border px-3 py-2 text-sm">
      <summary className="font-[550]">Name them one by one</summary>
      <ul className="mt-3 grid max-h-64 gap-3 overflow-y-auto p-0.5">
        {named.slice(0, MOST_NAMED).map((sequence) => (
          <li key={sequence.key} className="grid gap-1">
            <span className="text-ink-faint text-xs">
              {formatDateTime(sequence.capturedAt, sequence.timeZone)}, {formatPlural(sequence.photoCount, 'photo')}
            </span>
            {nameInput(sequence, { 'aria-label': `Name of ${formatDateTime(sequence.capturedAt, sequence.timeZone)}` })}
          </li>
        ))}
      </ul>
    </details>
  )
}
