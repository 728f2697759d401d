'use client'

import { useState, useTransition } from 'react'
import { apiFetch } from '@/components/api-fetch'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Textarea } from '@/components/ui/form/textarea'
import { Notice } from '@/components/ui/notice'
import { formatDate } from '@/lib/format/date'
import { DECISION_LABELS, REPORT_REASONS } from '@/lib/model/people/reports'
import type { OwnReport } from '@/lib/photos/list-own-reports'
import { CounterNoticeForm } from './counter-notice-form'

/** What was reported of a photo or a sequence, for its owner, who may answer, and appeal against the decision. */
export function OwnReports({ reports, label }: { reports: OwnReport[]; label: string }) {
  if (reports.length === 0) return null
  return (
    <section aria-label={label} className="grid gap-3">
      {reports.map((report) => (
        <OneReport key={report.id} report={report} />
      ))}
    </section>
  )
}

function OneReport({ report }: { report: OwnReport }) {
  const { state, decision } = report
  return (
    <Notice
      tone="warning"
      title={`Reported on ${formatDate(report.createdAt)}: ${REPORT_REASONS[report.reason].label}`}
    >
      <div className="grid gap-3">
        <p>
          {decision === null || state === 'open'
            ? 'A moderator will decide.'
            : `Decided: ${DECISION_LABELS[decision]}. ${report.decisionReason ?? ''}`}
        </p>
        {report.answer && <p>You answered: {report.answer}</p>}
        {report.appeal && <p>You appealed: {report.appeal}</p>}
        <AnswerForm report={report} />
        {mayGiveCounterNotice(report) && <CounterNoticeForm reportId={report.id} />}
      </div>
    </Notice>
  )
}

function mayGiveCounterNotice({ reason, state, decision, hasCounterNotice }: OwnReport): boolean {
  return reason === 'copyright' && state === 'decided' && decision !== 'nothing' && !hasCounterNotice
}

function AnswerForm({ report }: { report: OwnReport }) {
  const [words, setWords] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [isSent, setSent] = useState(false)
  const [isSending, startSending] = useTransition()
  const isAppeal = report.decision !== null
  if (isSent) return <p>{isAppeal ? 'Your appeal was taken.' : 'Your answer was taken.'}</p>
  if (isAppeal ? report.appeal !== null || report.decision === 'nothing' : report.answer !== null) return null
  return (
    <form
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        startSending(async () => {
          const { answer, problem: refusal } = await apiFetch(`/api/v1/reports/${report.id}/answer`, 'Report', {
            method: 'POST',
            body: { comment: words },
          })
          setSent(answer !== null)
          setProblem(refusal)
        })
      }}
    >
      <Field label={isAppeal ? 'Appeal against this decision' : 'Your answer'} errors={problem ? [problem] : []}>
        {(control) => (
          <Textarea {...control} value={words} maxLength={5_000} onChange={(event) => setWords(event.target.value)} />
        )}
      </Field>
      <Button type="submit" size="small" className="justify-self-end" disabled={isSending || words.trim() === ''}>
        {isAppeal ? 'Appeal' : 'Answer'}
      </Button>
    </form>
  )
}
