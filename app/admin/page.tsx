import type { Metadata } from 'next'
import Link from 'next/link'
import { requireAdminPage } from '@/app/admin/require-staff'
import { VERSION } from '@/app/version'
import { AdminPage } from '@/components/admin/admin-page'
import { Facts } from '@/components/ui/facts'
import { Notice } from '@/components/ui/notice'
import { getStatus } from '@/lib/administration/get-status'
import { listPeople } from '@/lib/administration/list-people'
import { formatDateTime } from '@/lib/format/date'
import { formatBytes, formatCount } from '@/lib/format/number'
import { TROUBLE_LABELS } from '@/lib/model/troubles'
import { runtime } from '@/lib/server/runtime'

export const metadata: Metadata = { title: 'Administration', robots: { index: false } }

const MOST_SHOWN = 10

export default async function AdminOverviewPage() {
  await requireAdminPage('/admin')
  const { db } = runtime()
  const [status, { people }] = await Promise.all([
    getStatus(db),
    listPeople(db, { sort: 'storage', limit: MOST_SHOWN }),
  ])
  const { originals, migrations } = status
  return (
    <AdminPage title="Overview" href="/admin" isAdmin>
      <div className="grid gap-8">
        {status.troubles.length === 0 ? (
          <Notice title="Nothing is wrong" />
        ) : (
          status.troubles.map(({ kind, words, since }) => (
            <Notice key={kind} tone="danger" title={TROUBLE_LABELS[kind]}>
              {words} Since {formatDateTime(since)}.
            </Notice>
          ))
        )}
        <Facts
          facts={[
            { name: 'Version', value: VERSION },
            { name: 'Migrations', value: formatCount(migrations.count) },
            { name: 'People', value: formatCount(status.people) },
            { name: 'Photos', value: formatCount(status.photos) },
            { name: 'Originals', value: `${formatCount(originals.count)}, ${formatBytes(originals.bytes)}` },
            { name: 'Read and right', value: formatCount(originals.verified) },
            { name: 'Missing or damaged', value: formatCount(originals.bad) },
            { name: 'Files of no photo', value: formatCount(originals.untracked) },
          ]}
        />
        <ul className="grid gap-1">
          <li>
            <Link href="/admin/reports" className="text-link">
              Open reports: {formatCount(status.openReports)}
            </Link>
          </li>
          <li>
            <Link href="/admin/people?kind=appeals" className="text-link">
              Appeals of suspended people: {formatCount(status.suspensionAppeals)}
            </Link>
          </li>
        </ul>
        <section className="grid gap-3">
          <h2 className="font-semibold text-lg">Who stores most</h2>
          <ol className="grid max-w-xl gap-1">
            {people.map(({ id, username, originalBytes }) => (
              <li key={id} className="flex justify-between gap-4">
                <bdi className="min-w-0 truncate">{username}</bdi>
                <span className="whitespace-nowrap tabular-nums">{formatBytes(originalBytes)}</span>
              </li>
            ))}
          </ol>
        </section>
      </div>
    </AdminPage>
  )
}
