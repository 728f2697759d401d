'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { FormState } from '@/lib/form-action'
import type { TagType } from '@/lib/tags/types'

/** A name and where in the tree it belongs. */
export function ProposeForm({
  action,
  parents,
  isAdmin,
}: {
  action: (before: FormState, form: FormData) => Promise<FormState>
  parents: TagType[]
  isAdmin: boolean
}) {
  const [state, submit, isPending] = useActionState(action, {})
  return (
    <form action={submit} className="grid gap-4">
      <Field label="Name" errors={state.fieldErrors?.label}>
        {(control) => <Input {...control} name="label" required minLength={2} maxLength={60} autoComplete="off" />}
      </Field>
      <Field label="A kind of" errors={state.fieldErrors?.parent}>
        {(control) => (
          <Select {...control} name="parent" defaultValue="">
            <option value="">Nothing that is here</option>
            {parents.map(({ value, label }) => (
              <option key={value} value={value}>
                {`${'  '.repeat(value.split('--').length - 1)}${label}`}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Button type="submit" look="primary" disabled={isPending} className="justify-self-start">
        {isAdmin ? 'Add it' : 'Propose it'}
      </Button>
      <p role="status" className="text-ink-muted text-sm empty:hidden">
        {state.message}
      </p>
    </form>
  )
}
