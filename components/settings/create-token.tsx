'use client'

import { Plus } from 'lucide-react'
import { useActionState, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogFoot } from '@/components/ui/dialog'
import { Checkbox } from '@/components/ui/form/checkbox'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { Select } from '@/components/ui/form/select'
import { Notice } from '@/components/ui/notice'
import { SCOPE_MEANS, SCOPES } from '@/lib/model/people/scopes'
import { ShownOnce } from './shown-once'

type State = { token?: string; message?: string; fieldErrors?: Record<string, string[] | undefined> }
export type CreateTokenAction = (previous: State, form: FormData) => Promise<State>

/** Makes a new token and shows it, once. */
export function CreateToken({ create }: { create: CreateTokenAction }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Dialog
      title="New API token"
      description="It acts as you, as far as you let it."
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <Button look="primary">
          <Plus aria-hidden /> New token
        </Button>
      }
    >
      {/* Mounted anew each time: a token that was shown is gone when the dialog closes. */}
      <CreateTokenForm create={create} />
    </Dialog>
  )
}

function CreateTokenForm({ create }: { create: CreateTokenAction }) {
  const [state, submit, isPending] = useActionState(create, {})
  const [scopes, setScopes] = useState<string[]>(['read'])
  const [name, setName] = useState('')
  const [lifetime, setLifetime] = useState('90')
  if (state.token) return <ShownOnce token={state.token} />
  return (
    <form action={submit} className="grid gap-5">
      {state.message && <Notice tone="danger">{state.message}</Notice>}
      <Field label="Name" hint="What it is for, so that you know it again." errors={state.fieldErrors?.name}>
        {(control) => (
          <Input
            {...control}
            name="name"
            value={name}
            onChange={(event) => setName(event.target.value)}
            maxLength={60}
            placeholder="Holiday script"
            autoComplete="off"
            required
          />
        )}
      </Field>
      <fieldset className="grid gap-2.5">
        <legend className="mb-2 font-[550] text-sm">It may</legend>
        {SCOPES.map((scope) => (
          <label key={scope} htmlFor={`scope-${scope}`} className="flex cursor-pointer items-start gap-3 text-sm">
            <Checkbox
              id={`scope-${scope}`}
              name="scopes"
              value={scope}
              checked={scopes.includes(scope)}
              onChange={(event) =>
                setScopes(event.target.checked ? [...scopes, scope] : scopes.filter((other) => other !== scope))
              }
            />
            <span className="grid">
              <code className="font-[550]">{scope}</code>
              <span className="text-ink-muted">{SCOPE_MEANS[scope]}</span>
            </span>
          </label>
        ))}
        {state.fieldErrors?.scopes && <p className="text-danger text-sm">{state.fieldErrors.scopes.join(' ')}</p>}
      </fieldset>
      <Field label="It ends" errors={state.fieldErrors?.lifetime}>
        {(control) => (
          <Select {...control} name="lifetime" value={lifetime} onChange={(event) => setLifetime(event.target.value)}>
            <option value="30">after 30 days</option>
            <option value="90">after 90 days</option>
            <option value="365">after a year</option>
            <option value="never">never</option>
          </Select>
        )}
      </Field>
      <DialogFoot cancel="Cancel">
        <Button type="submit" look="primary" disabled={isPending || scopes.length === 0}>
          {isPending ? 'Making it…' : 'Make token'}
        </Button>
      </DialogFoot>
    </form>
  )
}
