import { Flag } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { requireModeratorPage } from '@/app/admin/require-staff'
import { toSearchParams } from '@/app/photos/query'
import { AdminPage } from '@/components/admin/admin-page'
import { ReportQueue } from '@/components/moderation/report-queue'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkTabs } from '@/components/ui/link-tabs'
import { Id } from '@/lib/model/ids'
import { listReports } from '@/lib/moderation/list-reports'
import { runtime } from '@/lib/server/runtime'

export const metadata: Metadata = { title: 'Reports', robots: { index: false } }

const PAGE_SIZE = 12

/** The moderators' queue. */
export default async function ReportsPage({ searchParams }: PageProps<'/admin/reports'>) {
  const { role } = await requireModeratorPage('/admin/reports')
  const query = toSearchParams(await searchParams)
  const state = query.get('state') === 'decided' ? 'decided' : 'open'
  const cursor = Id.safeParse(query.get('cursor')).data
  const { reports, nextCursor } = await listReports(runtime().db, { state, cursor, limit: PAGE_SIZE })
  return (
    <AdminPage
      title="Reports"
      intro="The gravest first, and of these the oldest. Owner and reporter read your reason."
      href="/admin/reports"
      isAdmin={role === 'admin'}
    >
      <LinkTabs
        label="Reports by state"
        className="mb-6"
        tabs={[
          { href: '/admin/reports', name: 'Open', isCurrent: state === 'open' },
          { href: '/admin/reports?state=decided', name: 'Decided', isCurrent: state === 'decided' },
        ]}
      />
      {reports.length === 0 ? (
        <EmptyState icon={Flag} title={state === 'open' ? 'Nothing is waiting' : 'Nothing was decided yet'} />
      ) : (
        <ReportQueue key={reports[0]?.id} reports={reports} />
      )}
      {nextCursor && (
        <p className="mt-6">
          <Link href={`/admin/reports?state=${state}&cursor=${nextCursor}`} className="text-link">
            More reports
          </Link>
        </p>
      )}
    </AdminPage>
  )
}
