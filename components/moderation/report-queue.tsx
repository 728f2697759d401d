'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { apiFetch } from '@/components/api-fetch'
import { toast } from '@/components/ui/toast'
import type { Decision } from '@/lib/model/people/reports'
import type { TagShape } from '@/lib/model/pictures/picture-shapes'
import type { ListedReport } from '@/lib/moderation/list-reports'
import { DECISION_KEYS, ReportCard } from './report-card'

/** Reports one under the other. J and K go on and back, the keys of the decisions choose one, and what is decided leads to the next. */
export function ReportQueue({ reports }: { reports: ListedReport[] }) {
  const router = useRouter()
  const [currentId, setCurrentId] = useState(reports[0]?.id ?? null)
  const [chosen, setChosen] = useState<Decision | null>(null)
  const list = useRef<HTMLOListElement>(null)
  const at = Math.max(
    0,
    reports.findIndex(({ id }) => id === currentId),
  )

  const go = (step: number) => {
    const next = reports[Math.min(reports.length - 1, Math.max(0, at + step))]
    if (!next || next.id === currentId) return
    setCurrentId(next.id)
    setChosen(null)
  }
  useEffect(() => {
    if (currentId !== null)
      list.current?.querySelector(`[data-report="${currentId}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [currentId])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      const decision = DECISION_KEYS.find(({ key }) => key === event.key)?.decision
      if (event.key === 'j') go(1)
      else if (event.key === 'k') go(-1)
      else if (decision) setChosen(decision)
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })

  async function decide(
    report: ListedReport,
    decision: Decision,
    reason: string,
    region: TagShape | null,
  ): Promise<string | null> {
    const { problem } = await apiFetch(`/api/v1/reports/${report.id}/decision`, 'Report', {
      method: 'POST',
      body: { decision, reason, ...(decision === 'blur' && region && { region }) },
    })
    if (problem !== null) return problem
    toast(`Report ${report.id} is decided`, { tone: 'success' })
    setChosen(null)
    setCurrentId(reports[at + 1]?.id ?? reports[at - 1]?.id ?? null)
    router.refresh()
    return null
  }
  return (
    <>
      <p className="mb-4 text-ink-muted text-sm">
        Keys: <kbd>j</kbd> next, <kbd>k</kbd> back,{' '}
        {DECISION_KEYS.map(({ key, label }) => (
          <span key={key}>
            <kbd>{key}</kbd> {label.toLowerCase()},{' '}
          </span>
        ))}
        <kbd>Enter</kbd> decide and go on.
      </p>
      <ol ref={list} aria-label="Reports" className="grid gap-4">
        {reports.map((report) => (
          <ReportCard
            key={report.id}
            report={report}
            isCurrent={report.id === reports[at]?.id}
            chosen={report.id === reports[at]?.id ? chosen : null}
            onChoose={(decision) => {
              setCurrentId(report.id)
              setChosen(decision)
            }}
            onDecide={(decision, reason, region) => decide(report, decision, reason, region)}
          />
        ))}
      </ol>
    </>
  )
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
}
