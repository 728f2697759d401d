'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Textarea } from '@/components/ui/form/textarea'
import type { FormState } from '@/lib/server/form-action'

/** What a suspended person says to it, once. */
export function AppealForm({ appeal }: { appeal: (previous: FormState, form: FormData) => Promise<FormState> }) {
  const [state, submit, isPending] = useActionState(appeal, {})
  return (
    <form action={submit} className="grid gap-3">
      <Field label="Your appeal" hint="You can appeal once." errors={state.fieldErrors?.comment}>
        {(control) => <Textarea {...control} name="comment" maxLength={5_000} required />}
      </Field>
      {state.message && <p role="status">{state.message}</p>}
      <Button type="submit" look="primary" className="justify-self-start" disabled={isPending}>
        {isPending ? 'Sending…' : 'Appeal'}
      </Button>
    </form>
  )
}
