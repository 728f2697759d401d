'use client'

import Link from 'next/link'
import { useActionState, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { Select } from '@/components/ui/form/select'
import { Notice } from '@/components/ui/notice'
import { toast } from '@/components/ui/toast'
import type { OwnMail } from '@/lib/mail/addresses'
import { CONFIRMATION_HOURS, MAIL_SCHEDULE_NAMES, MAIL_SCHEDULES, type MailSchedule } from '@/lib/model/people/mail'

type State = { message?: string; fieldErrors?: Record<string, string[] | undefined> }

type Actions = {
  request: (previous: State, form: FormData) => Promise<State>
  setSchedule: (given: { schedule: MailSchedule }) => Promise<string | null>
  remove: () => Promise<string | null>
}

/** An e-mail address of one's own, and which notices are sent to it. `isOffered`: whether this instance sends mail. */
export function MailCard({
  mail,
  isOffered,
  request,
  setSchedule,
  remove,
}: { mail: OwnMail | null; isOffered: boolean } & Actions) {
  const { address = null, pendingAddress = null, refusal = null, schedule = 'urgent' } = mail ?? {}
  return (
    <Card id="mail" className="grid gap-6 p-6">
      <div className="grid gap-1">
        <h2 className="font-semibold text-lg">Notices by e-mail</h2>
        <p className="text-ink-muted text-sm">
          {isOffered
            ? 'Urgent are imports that wait for you, reports and decisions, and originals that are missing or damaged. What you are told of at all is chosen beside your '
            : 'This site sends no mail at the moment. What you are told of stands in your '}
          <Link href="/notices" className="text-link">
            notices
          </Link>
          .
        </p>
      </div>
      {refusal !== null && (
        <Notice tone="warning" title="Nothing is sent to this address any more">
          {refusal}
        </Notice>
      )}
      {pendingAddress !== null && (
        <Notice title={`A link goes to ${pendingAddress}`}>
          Open it within {CONFIRMATION_HOURS} hours after it came. Until then nothing else is sent there.
        </Notice>
      )}
      {address !== null && (
        <p className="grid text-sm [overflow-wrap:anywhere]">
          <span className="eyebrow">Address</span>
          <span className="font-[550]">{address}</span>
        </p>
      )}
      {address !== null && isOffered && <ScheduleField schedule={schedule} setSchedule={setSchedule} />}
      {isOffered && <AddressForm label={address === null ? 'Your address' : 'Another address'} request={request} />}
      {(address ?? pendingAddress) !== null && <RemoveButton remove={remove} />}
    </Card>
  )
}

function ScheduleField({ schedule, setSchedule }: { schedule: MailSchedule } & Pick<Actions, 'setSchedule'>) {
  const [shown, setShown] = useState(schedule)
  const [, start] = useTransition()
  /** The list follows the hand at once, and goes back when the change was refused. */
  const choose = (name: string) => {
    const chosen = MAIL_SCHEDULE_NAMES.find((each) => each === name) ?? shown
    setShown(chosen)
    start(async () => {
      const problem = await setSchedule({ schedule: chosen })
      if (problem === null) return
      setShown(shown)
      toast(problem, { tone: 'error' })
    })
  }
  return (
    <Field label="Which mail you get">
      {(control) => (
        <Select {...control} value={shown} onChange={(event) => choose(event.target.value)}>
          {MAIL_SCHEDULE_NAMES.map((name) => (
            <option key={name} value={name}>
              {MAIL_SCHEDULES[name].label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

function AddressForm({ label, request }: { label: string } & Pick<Actions, 'request'>) {
  const [state, submit, isPending] = useActionState(request, {})
  return (
    <form action={submit} className="grid gap-4">
      {state.message && <Notice tone="danger">{state.message}</Notice>}
      <Field label={label} errors={state.fieldErrors?.address}>
        {(control) => <Input {...control} name="address" type="email" maxLength={254} autoComplete="email" required />}
      </Field>
      <Button type="submit" disabled={isPending} className="justify-self-start">
        {isPending ? 'Asking for it…' : 'Send me a link'}
      </Button>
    </form>
  )
}

function RemoveButton({ remove }: Pick<Actions, 'remove'>) {
  const [isRemoving, start] = useTransition()
  const submit = () =>
    start(async () => {
      const problem = await remove()
      if (problem !== null) toast(problem, { tone: 'error' })
    })
  return (
    <Button disabled={isRemoving} onClick={submit} className="justify-self-start">
      Remove my address
    </Button>
  )
}
