import { Users } from 'lucide-react'
import type { Metadata } from 'next'
import Form from 'next/form'
import Link from 'next/link'
import { z } from 'zod'
import { requireModeratorPage } from '@/app/admin/require-staff'
import { toSearchParams } from '@/app/photos/query'
import { AdminPage } from '@/components/admin/admin-page'
import { PersonCard } from '@/components/admin/person-card'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { Select } from '@/components/ui/form/select'
import { listPeople, PEOPLE_KINDS, PEOPLE_SORTS } from '@/lib/administration/list-people'
import { runtime } from '@/lib/server/runtime'

export const metadata: Metadata = { title: 'People', robots: { index: false } }

const PAGE_SIZE = 24
const KIND_NAMES = {
  all: 'everybody',
  suspended: 'suspended',
  appeals: 'suspended, with an appeal',
  staff: 'moderators and admins',
}
const SORT_NAMES = { name: 'by name', newest: 'newest first', storage: 'by what they store' }

const Query = z.object({
  q: z.string().max(100).catch(''),
  kind: z.enum(PEOPLE_KINDS).catch('all'),
  sort: z.enum(PEOPLE_SORTS).catch('name'),
  offset: z.coerce.number().int().min(0).max(1_000_000).catch(0),
})

export default async function AdminPeoplePage({ searchParams }: PageProps<'/admin/people'>) {
  const { role } = await requireModeratorPage('/admin/people')
  const query = Query.parse(Object.fromEntries(toSearchParams(await searchParams)))
  const { people, hasMore } = await listPeople(runtime().db, { ...query, limit: PAGE_SIZE })
  const next = new URLSearchParams({ ...query, offset: String(query.offset + PAGE_SIZE) })
  return (
    <AdminPage title="People" href="/admin/people" isAdmin={role === 'admin'}>
      <Form action="/admin/people" className="mb-6 flex flex-wrap items-end gap-3">
        <Field label="Name" className="min-w-0 flex-1 basis-52">
          {(control) => <Input {...control} type="search" name="q" defaultValue={query.q} maxLength={100} />}
        </Field>
        <Field label="Who" className="w-60">
          {(control) => (
            <Select {...control} name="kind" defaultValue={query.kind}>
              {PEOPLE_KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {KIND_NAMES[kind]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Order" className="w-52">
          {(control) => (
            <Select {...control} name="sort" defaultValue={query.sort}>
              {PEOPLE_SORTS.map((sort) => (
                <option key={sort} value={sort}>
                  {SORT_NAMES[sort]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Button type="submit">Show</Button>
      </Form>
      {people.length === 0 ? (
        <EmptyState icon={Users} title="Nobody fits" />
      ) : (
        <ul aria-label="People" className="grid grid-cols-1 gap-3">
          {people.map((person) => (
            <PersonCard key={person.id} person={person} isAdmin={role === 'admin'} />
          ))}
        </ul>
      )}
      {hasMore && (
        <p className="mt-6">
          <Link href={`/admin/people?${next}`} className="text-link">
            More people
          </Link>
        </p>
      )}
    </AdminPage>
  )
}
