import type { reports } from '@/db/schema/people/reports'
import {
  type CounterNotice,
  OVERDUE_AFTER_HOURS,
  type ReportReason,
  type ReportState,
} from '@/lib/model/people/reports'

type Row = typeof reports.$inferSelect

/** A report as the person with its receipt reads it; times are ISO 8601, ids decimal strings. */
export type Receipt = {
  id: string
  state: ReportState
  subject: { type: 'photo' | 'sequence' | 'user'; id: string }
  reason: ReportReason
  createdAt: string
  hidden: boolean // the photo was hidden at once
  decision: Row['decision']
  decisionReason: string | null
  decidedAt: string | null
  appealedAt: string | null // its owner asked for another look
  counterNotice: CounterNotice | null // what the owner declares against a claim of a copyright
}

export function describeReport(row: Row): Receipt {
  return {
    id: String(row.id),
    state: row.state,
    subject: subjectOf(row),
    reason: row.reason,
    createdAt: row.createdAt.toISOString(),
    hidden: row.hasHidden,
    decision: row.decision,
    decisionReason: row.decisionReason,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    appealedAt: row.appealedAt?.toISOString() ?? null,
    counterNotice: row.counterNotice,
  }
}

export function isOverdue({ state, createdAt, appealedAt, counterNoticedAt }: Row, now = Date.now()): boolean {
  const since = Math.max(...[createdAt, appealedAt, counterNoticedAt].map((moment) => moment?.getTime() ?? 0))
  return state === 'open' && now - since > OVERDUE_AFTER_HOURS * 3_600_000
}

function subjectOf({ photoId, sequenceId, userId }: Row): Receipt['subject'] {
  if (photoId !== null) return { type: 'photo', id: String(photoId) }
  if (sequenceId !== null) return { type: 'sequence', id: String(sequenceId) }
  return { type: 'user', id: String(userId) }
}
