'use client'

import Link from 'next/link'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { Select } from '@/components/ui/form/select'
import { useChange } from '@/components/ui/use-change'
import type { ListedPerson } from '@/lib/administration/list-people'
import { formatDate, formatDateTime } from '@/lib/format/date'
import { isolated } from '@/lib/format/isolated'
import { formatBytes, formatPlural } from '@/lib/format/number'
import { ROLES } from '@/lib/model/people/roles'
import { SuspendForm } from './suspend-form'

/** One person: what they store, and what may be done about them. */
export function PersonCard({ person, isAdmin }: { person: ListedPerson; isAdmin: boolean }) {
  const { suspension } = person
  const { change, problem, isPending } = useChange()
  const url = `/api/v1/admin/people/${person.id}`
  return (
    <li className="grid gap-3 rounded-card border bg-surface p-4 text-sm">
      <h2 className="flex min-w-0 flex-wrap items-center gap-2 font-semibold text-base [overflow-wrap:anywhere]">
        <Link href={`/users/${encodeURIComponent(person.username)}`} className="hover:underline">
          <bdi>{person.username}</bdi>
        </Link>
        {person.role !== 'user' && <Badge tone="accent">{person.role}</Badge>}
        {suspension && <Badge tone="danger">suspended</Badge>}
        {person.deletingAt && <Badge tone="warning">leaving</Badge>}
      </h2>
      <p className="text-ink-muted">
        Here since {formatDate(person.createdAt)}, {formatPlural(person.photoCount, 'photo')},{' '}
        {formatBytes(person.originalBytes)} of originals
      </p>
      {suspension && (
        <div className="grid gap-1">
          <p>
            Suspended on {formatDate(suspension.at)}
            {suspension.until && ` until ${formatDateTime(suspension.until)}`}: {suspension.reason}
          </p>
          {suspension.appeal && <p>They appeal: {suspension.appeal}</p>}
          <Button
            size="small"
            className="justify-self-start"
            disabled={isPending}
            onClick={() => change({ url: `${url}/suspension`, method: 'DELETE', done: 'The suspension is taken back' })}
          >
            Take the suspension back
          </Button>
        </div>
      )}
      {problem && (
        <p role="alert" className="text-danger">
          {problem}
        </p>
      )}
      {!suspension && person.role !== 'admin' && <SuspendForm username={person.username} url={`${url}/suspension`} />}
      {isAdmin && <PersonSettings key={`${person.role} ${person.photosPerDay}`} person={person} url={url} />}
    </li>
  )
}

function PersonSettings({ person, url }: { person: ListedPerson; url: string }) {
  const [role, setRole] = useState(person.role)
  const [quota, setQuota] = useState(person.photosPerDay === null ? '' : String(person.photosPerDay))
  const { change, problem, isPending } = useChange()
  return (
    <details>
      <summary className="cursor-pointer">Role and quota</summary>
      <form
        className="mt-3 flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          const photosPerDay = quota.trim() === '' ? null : Number(quota)
          void change({
            url,
            method: 'PATCH',
            body: { role, photosPerDay },
            done: `${isolated(person.username)} is changed`,
          })
        }}
      >
        <Field label="Role" className="w-40">
          {(control) => (
            <Select
              {...control}
              value={role}
              onChange={(event) => setRole(ROLES.find((each) => each === event.target.value) ?? 'user')}
            >
              {ROLES.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Photos a day" hint="Empty: as everybody. 0: no limit." errors={problem ? [problem] : []}>
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              pattern="\d{0,9}"
              value={quota}
              onChange={(event) => setQuota(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" disabled={isPending}>
          Save
        </Button>
      </form>
    </details>
  )
}
