import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { Select } from '@/components/ui/form/select'
import { useChange } from '@/components/ui/use-change'
import { isolated } from '@/lib/format/isolated'

const DAY_MS = 86_400_000
const DAYS = [1, 7, 30, 365]

/** Suspends a person, with a reason that they read. */
export function SuspendForm({ username, url }: { username: string; url: string }) {
  const [reason, setReason] = useState('')
  const [days, setDays] = useState('')
  const { change, problem, isPending } = useChange()
  return (
    <details>
      <summary className="cursor-pointer">Suspend</summary>
      <form
        className="mt-3 flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          const until = days === '' ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString()
          void change({ url, method: 'PUT', body: { reason, until }, done: `${isolated(username)} is suspended` })
        }}
      >
        <Field
          label="Reason"
          hint="They read it when they log in."
          className="min-w-0 flex-1 basis-60"
          errors={problem ? [problem] : []}
        >
          {(control) => (
            <Input {...control} value={reason} maxLength={5_000} onChange={(event) => setReason(event.target.value)} />
          )}
        </Field>
        <Field label="For" className="w-44">
          {(control) => (
            <Select {...control} value={days} onChange={(event) => setDays(event.target.value)}>
              <option value="">until taken back</option>
              {DAYS.map((each) => (
                <option key={each} value={each}>
                  {each === 1 ? '1 day' : `${each} days`}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Button type="submit" look="danger" disabled={isPending || reason.trim() === ''}>
          Suspend
        </Button>
      </form>
    </details>
  )
}
