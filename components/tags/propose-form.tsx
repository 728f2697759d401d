'use client'

import { startTransition, useActionState, useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { Select } from '@/components/ui/form/select'
import type { FormState } from '@/lib/server/form-action'
import type { TagType } from '@/lib/tags/types'

/** A name and where in the tree it belongs. What was refused stays in its fields. */
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
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (state.message) form.current?.reset()
  }, [state])

  // Sent by hand: React empties the fields of a form whose action is done, also when it was refused.
  const send = (event: React.SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (isPending) return
    const filled = new FormData(event.currentTarget)
    startTransition(() => submit(filled))
  }

  return (
    <form ref={form} action={submit} onSubmit={send} className="grid gap-4">
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
      <Button type="submit" look="primary" aria-disabled={isPending} className="justify-self-start">
        {isAdmin ? 'Add it' : 'Propose it'}
      </Button>
      <p role="status" className="text-ink-muted text-sm empty:hidden">
        {state.message}
      </p>
    </form>
  )
}
