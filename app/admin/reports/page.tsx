import { Flag } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { toSearchParams } from '@/app/photos/query'
import { ReportQueue } from '@/components/moderation/report-queue'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkTabs } from '@/components/ui/link-tabs'
import { Id } from '@/lib/model/ids'
import { isModerator } from '@/lib/model/roles'
import { listReports } from '@/lib/moderation/list-reports'
import { requireUserOrLogin } from '@/lib/server/auth/page'
import { runtime } from '@/lib/server/runtime'

export const metadata: Metadata = { title: 'Reports', robots: { index: false } }

const PAGE_SIZE = 25

/** The moderators' queue; nobody else is told that it exists. */
export default async function ReportsPage({ searchParams }: PageProps<'/admin/reports'>) {
  const user = await requireUserOrLogin('/admin/reports')
  if (!isModerator(user.role)) notFound()
  const query = toSearchParams(await searchParams)
  const state = query.get('state') === 'decided' ? 'decided' : 'open'
  const cursor = Id.safeParse(query.get('cursor')).data
  const { reports, nextCursor } = await listReports(runtime().db, { state, cursor, limit: PAGE_SIZE })
  return (
    <Page
      title="Reports"
      above="Moderation"
      width="wide"
      intro="The gravest first, and of these the oldest. Owner and reporter read your reason."
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
    </Page>
  )
}
