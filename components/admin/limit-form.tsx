'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { useChange } from '@/components/ui/use-change'
import type { ListedLimit } from '@/lib/administration/change-limits'
import { formatDateTime } from '@/lib/format/date'
import { formatCount } from '@/lib/format/number'

/** One limit: what counts, who set it when, and another value for it. */
export function LimitForm({ limit }: { limit: ListedLimit }) {
  const { name, label, changedAt, changedBy } = limit
  const [value, setValue] = useState(String(limit.value))
  const { change, problem, isPending } = useChange()
  const save = (next: number | null) =>
    change({
      ...{ url: '/api/v1/admin/limits', method: 'PATCH', body: { [name]: next } },
      done: `“${label}” counts from now on`,
    })
  const hint = changedAt
    ? `Set by ${changedBy ?? 'somebody who has left'} on ${formatDateTime(changedAt)}; the environment says ${formatCount(limit.default)}.`
    : 'As the environment says.'
  return (
    <li className="rounded-card border bg-surface p-4">
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          void save(Number(value))
        }}
      >
        <Field label={label} hint={hint} className="min-w-0 flex-1 basis-60" errors={problem ? [problem] : []}>
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              pattern="\d{1,13}"
              required
              value={value}
              onChange={(event) => setValue(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" disabled={isPending || Number(value) === limit.value}>
          Save
        </Button>
        {changedAt && (
          <Button disabled={isPending} onClick={() => save(null)}>
            Back to the environment
          </Button>
        )}
      </form>
    </li>
  )
}
