'use client'

import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser'
import { Plus } from 'lucide-react'
import { type SubmitEvent, useState, useTransition } from 'react'
import { isGivenUp, PASSKEY_TROUBLE } from '@/components/login/passkey-trouble'
import { Button } from '@/components/ui/button'
import { Dialog, DialogFoot } from '@/components/ui/dialog'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { Notice } from '@/components/ui/notice'
import { toast } from '@/components/ui/toast'
import { isolated } from '@/lib/format/isolated'

type Begun = { options?: PublicKeyCredentialCreationOptionsJSON; message?: string }

export type AddPasskeyProps = {
  begin: (previous: Begun, form: FormData) => Promise<Begun>
  add: (passkey: { name: string; response: unknown }) => Promise<string | null>
  suggestedName: string
}

/** Makes a passkey on this device, or on one that the browser asks, and keeps its public half. */
export function AddPasskey(props: AddPasskeyProps) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Dialog
      title="New passkey"
      description="Your browser asks you next where to keep it: on this device, on your phone, or on a security key."
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <Button look="primary">
          <Plus aria-hidden /> New passkey
        </Button>
      }
    >
      <AddPasskeyForm {...props} onAdded={() => setIsOpen(false)} />
    </Dialog>
  )
}

function AddPasskeyForm({ begin, add, suggestedName, onAdded }: AddPasskeyProps & { onAdded: () => void }) {
  const [name, setName] = useState(suggestedName)
  const [problem, setProblem] = useState<string | null>(null)
  const [isAdding, startAdding] = useTransition()
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    startAdding(async () => {
      const refused = await makePasskey({ begin, add }, name)
      setProblem(refused)
      if (refused !== null) return
      toast(`${isolated(name)} logs you in from now on`, { tone: 'success' })
      onAdded()
    })
  }
  return (
    <form onSubmit={submit} className="grid gap-5">
      {problem && <Notice tone="danger">{problem}</Notice>}
      <Field label="Name" hint="Where it is kept, so that you know it again.">
        {(control) => (
          <Input
            {...control}
            value={name}
            onChange={(event) => setName(event.target.value)}
            maxLength={60}
            autoComplete="off"
            required
          />
        )}
      </Field>
      <DialogFoot cancel="Cancel">
        <Button type="submit" look="primary" disabled={isAdding}>
          {isAdding ? 'Waiting for your device…' : 'Make passkey'}
        </Button>
      </DialogFoot>
    </form>
  )
}

/** What went wrong, in words; null: it is there. */
async function makePasskey(
  { begin, add }: Pick<AddPasskeyProps, 'begin' | 'add'>,
  name: string,
): Promise<string | null> {
  const { options, message } = await begin({}, new FormData())
  if (!options) return message ?? 'That did not work. Try again.'
  const { browserSupportsWebAuthn, startRegistration } = await import('@simplewebauthn/browser')
  if (!browserSupportsWebAuthn()) return 'This browser does not know passkeys.'
  try {
    return await add({ name, response: await startRegistration({ optionsJSON: options }) })
  } catch (error) {
    if (error instanceof Error && error.name === 'InvalidStateError')
      return 'This device has a passkey of yours already.'
    return isGivenUp(error) ? 'No passkey was made. Nothing was changed.' : PASSKEY_TROUBLE
  }
}
