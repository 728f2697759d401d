import { CircleCheck } from 'lucide-react'
import type { Metadata } from 'next'
import { requireAdminPage } from '@/app/admin/require-staff'
import { AdminPage } from '@/components/admin/admin-page'
import { EmptyState } from '@/components/ui/empty-state'
import { TimeAgo } from '@/components/ui/time-ago'
import { listActiveWork } from '@/lib/administration/list-active-work'
import { formatDateTime } from '@/lib/format/date'
import { runtime } from '@/lib/server/runtime'

export const metadata: Metadata = { title: 'Under way', robots: { index: false } }

const MOST_SHOWN = 50

const KINDS = { import: 'Import', sync: 'Sync', account: 'Reading of an account', takeout: 'Takeout' }

export default async function AdminWorkPage() {
  await requireAdminPage('/admin/work')
  const found = await listActiveWork(runtime().db, { limit: MOST_SHOWN + 1 })
  const work = found.slice(0, MOST_SHOWN)
  return (
    <AdminPage
      title="Under way"
      intro="Imports, readings of accounts and takeouts, those that have not moved for longest first."
      href="/admin/work"
      isAdmin
    >
      {work.length === 0 ? (
        <EmptyState icon={CircleCheck} title="Nothing is under way" />
      ) : (
        <ul className="grid grid-cols-1 gap-3">
          {work.map(({ kind, id, username, what, state, reason, movedAt, waitsUntil }) => (
            <li
              key={`${kind} ${id}`}
              className="grid gap-1 rounded-card border bg-surface p-4 text-sm [overflow-wrap:anywhere]"
            >
              <h2 className="font-semibold text-base">
                {KINDS[kind]} {id} of <bdi>{username}</bdi>
                {what && (
                  <>
                    : <bdi>{what}</bdi>
                  </>
                )}
              </h2>
              <p>
                {state.replaceAll('_', ' ')}, moved <TimeAgo moment={movedAt} />
                {waitsUntil && `, waits until ${formatDateTime(waitsUntil)}`}
              </p>
              {reason && <p className="text-ink-muted">{reason}</p>}
            </li>
          ))}
        </ul>
      )}
      {found.length > MOST_SHOWN && (
        <p className="mt-6 text-ink-muted text-sm">
          These have not moved for longest. <code>GET /api/v1/admin/work</code> has the next ones too.
        </p>
      )}
    </AdminPage>
  )
}
