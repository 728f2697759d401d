import type { Metadata } from 'next'
import { orNotFound } from '@/app/or-not-found'
import { Page } from '@/components/shell/page'
import { Facts } from '@/components/ui/facts'
import { Notice } from '@/components/ui/notice'
import { formatDateTime } from '@/lib/format/date'
import { parseId } from '@/lib/model/ids'
import { DECISION_LABELS, REPORT_REASONS } from '@/lib/model/people/reports'
import { isModerator } from '@/lib/model/people/roles'
import { getReport } from '@/lib/moderation/get-report'
import { findUser } from '@/lib/server/auth/session'
import { runtime } from '@/lib/server/runtime'

export const metadata: Metadata = { title: 'Your report', robots: { index: false }, referrer: 'no-referrer' }

/** The receipt of a report, for whoever has its address. */
export default async function ReportPage({ params, searchParams }: PageProps<'/reports/[reportId]'>) {
  const { key } = await searchParams
  const user = await findUser()
  const { reportId } = await params
  const report = await orNotFound(() =>
    getReport(runtime().db, {
      reportId: parseId(reportId, 'Report'),
      key: typeof key === 'string' ? key : undefined,
      viewer: user?.id ?? null,
      isModerator: isModerator(user?.role),
    }),
  )
  const isOpen = report.state === 'open'
  return (
    <Page
      title={`Report ${report.id}`}
      width="narrow"
      intro="Keep the address of this page: here you read the decision."
    >
      <Notice title={isOpen ? 'A moderator will look at it' : 'Decided'} className="mb-6">
        {isOpen && report.hidden && 'The photo is hidden until then.'}
        {!isOpen && report.decision && `The decision: ${DECISION_LABELS[report.decision]}.`}
        {!isOpen && <p>{report.decisionReason}</p>}
      </Notice>
      <Facts
        facts={[
          { name: 'What', value: `${SUBJECTS[report.subject.type]} ${report.subject.id}` },
          { name: 'Why', value: REPORT_REASONS[report.reason].label },
          { name: 'Sent', value: formatDateTime(new Date(report.createdAt)) },
          { name: 'Decided', value: report.decidedAt && formatDateTime(new Date(report.decidedAt)) },
          { name: 'Appealed', value: report.appealedAt && formatDateTime(new Date(report.appealedAt)) },
        ]}
      />
      {report.counterNotice && (
        <Notice title="The owner declares that the claim is wrong" className="mt-6">
          <p>
            <bdi>{report.counterNotice.name}</bdi>, {report.counterNotice.contact}
          </p>
          <p className="whitespace-pre-line">{report.counterNotice.statement}</p>
        </Notice>
      )}
    </Page>
  )
}

const SUBJECTS = { photo: 'Photo', sequence: 'Sequence', user: 'User' }
