import Link from 'next/link'
import { useState } from 'react'
import { RegionPicker } from '@/components/photos/region-picker'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { formatDateTime } from '@/lib/format/date'
import { formatPlural } from '@/lib/format/number'
import { DECISION_LABELS, type Decision, REPORT_REASONS } from '@/lib/model/people/reports'
import type { TagShape } from '@/lib/model/pictures/picture-shapes'
import type { ListedReport } from '@/lib/moderation/list-reports'
import { imagePath } from '@/lib/photos/paths'
import { DecisionForm } from './decision-form'
import { RegionOutline } from './region-outline'

export const DECISION_KEYS: { key: string; decision: Decision; label: string }[] = [
  { key: '1', decision: 'nothing', label: 'Nothing is wrong' },
  { key: '2', decision: 'hide_photo', label: 'Hide the photo' },
  { key: '3', decision: 'hide_sequence', label: 'Hide the sequence' },
  { key: '4', decision: 'blur', label: 'Blur a region' },
  { key: '5', decision: 'suspend', label: 'Suspend the person' },
]

/** One report with all that is needed to decide it. */
export function ReportCard({
  report,
  isCurrent,
  chosen,
  onChoose,
  onDecide,
}: {
  report: ListedReport
  isCurrent: boolean
  chosen: Decision | null
  onChoose: (decision: Decision) => void
  onDecide: (decision: Decision, reason: string, region: TagShape | null) => Promise<string | null>
}) {
  const [region, setRegion] = useState(report.region)
  const { photo, owner, history } = report
  return (
    <li
      data-report={report.id}
      {...(isCurrent && { 'aria-current': 'true' as const })}
      className={classNames(
        'grid gap-4 rounded-card border p-4 sm:grid-cols-[16rem_minmax(0,1fr)]',
        isCurrent && 'border-accent',
      )}
    >
      {photo ? (
        <Link href={`/photos/${photo.id}`} className="relative block self-start overflow-hidden rounded-lg bg-sunken">
          {/* biome-ignore lint/performance/noImgElement: the image optimizer is off */}
          <img
            src={imagePath(Number(photo.id), 640)}
            alt={`What was reported: number ${photo.n} of its sequence`}
            className="block w-full"
          />
          {report.region && <RegionOutline region={report.region} />}
        </Link>
      ) : (
        <p className="text-ink-muted text-sm">{report.sequence ? 'A whole sequence' : 'A person'}</p>
      )}
      <div className="grid content-start gap-3 text-sm">
        <h2 className="flex flex-wrap items-center gap-2 font-semibold text-base">
          {REPORT_REASONS[report.reason].label}
          {report.overdue && <Badge tone="danger">Overdue</Badge>}
          {photo?.hidden && <Badge tone="warning">Hidden now</Badge>}
          {photo?.cleared && <Badge>Cleared before</Badge>}
          {report.appeal && <Badge tone="accent">Appeal</Badge>}
          {report.counterNotice && <Badge tone="accent">Counter-notice</Badge>}
        </h2>
        <p className="text-ink-muted">
          Report {report.id}, {formatDateTime(new Date(report.createdAt))}, about what{' '}
          <Link href={`/users/${encodeURIComponent(owner.username)}`} className="text-link">
            <bdi>{owner.username}</bdi>
          </Link>{' '}
          shows{owner.suspended && ' (suspended)'}
          {report.sequence && (
            <>
              {' in '}
              <Link href={`/sequences/${report.sequence.id}`} className="text-link">
                <bdi>{report.sequence.name}</bdi>
              </Link>
            </>
          )}
        </p>
        {report.comment && <Said who="The reporter" words={report.comment} />}
        {report.answer && <Said who="The owner" words={report.answer} />}
        {report.appeal && <Said who="The owner appeals" words={report.appeal} />}
        {report.counterNotice && (
          <p>
            The owner declares: {report.counterNotice.statement} (<bdi>{report.counterNotice.name}</bdi>,{' '}
            {report.counterNotice.contact})
          </p>
        )}
        <p className="text-ink-faint">
          {formatPlural(history.subject.reports, 'other report')} on it, {history.subject.upheld} upheld. Reported by{' '}
          {report.reporter ?? 'somebody without an account'}
          {report.email && ` (${report.email})`}: {formatPlural(history.reporter.reports, 'other report')},{' '}
          {history.reporter.upheld} upheld.
        </p>
        {report.decision && (
          <p>
            Decided{report.decidedBy && ` by ${report.decidedBy}`}: {DECISION_LABELS[report.decision]}.{' '}
            {report.decisionReason}
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          {DECISION_KEYS.filter(({ decision }) => isPossible(decision, report)).map(({ decision, label }) => (
            <Button
              key={decision}
              size="small"
              look={chosen === decision ? 'chosen' : 'secondary'}
              aria-pressed={chosen === decision}
              onClick={() => onChoose(decision)}
            >
              {label}
            </Button>
          ))}
        </div>
        {chosen === 'blur' && photo && <RegionPicker photoId={photo.id} region={region} onRegion={setRegion} />}
        {chosen && isPossible(chosen, report) && (
          <DecisionForm key={chosen} decision={chosen} onDecide={(reason) => onDecide(chosen, reason, region)} />
        )}
      </div>
    </li>
  )
}

function isPossible(decision: Decision, { photo, sequence }: ListedReport): boolean {
  if (decision === 'hide_photo' || decision === 'blur') return photo !== null
  return decision !== 'hide_sequence' || sequence !== null
}

function Said({ who, words }: { who: string; words: string }) {
  return (
    <blockquote className="border-l-2 pl-3 [overflow-wrap:anywhere]">
      <span className="text-ink-faint">{who}: </span>
      {words}
    </blockquote>
  )
}
