import type { notices } from '@/db/schema/people/notices'
import { isolated } from '@/lib/format/isolated'
import { formatPlural } from '@/lib/format/number'
import { DECISION_LABELS, type Decision } from '@/lib/model/people/reports'

type Row = typeof notices.$inferSelect
type About = { n: number | null; sequenceName: string | null; decision: Decision | null }

/** What a notice says, and the page that it is about. */
export function describeNotice(row: Row, about: About): { text: string; path: string } {
  return { text: textOf(row, about), path: pathOf(row) }
}

function textOf({ kind, count, words }: Row, { n, sequenceName, decision }: About): string {
  const sequence = sequenceName ? `“${isolated(sequenceName)}”` : 'a sequence'
  const photo = n === null ? sequence : `photo ${n} of ${sequence}`
  switch (kind) {
    case 'import_ended':
      return `The import of ${sequence} ${words}.`
    case 'import_stuck':
      return `The import of ${sequence} waits for you: ${words}`
    case 'photo_marked':
      return `${formatPlural(count, 'mark')} as a viewpoint for ${photo}.`
    case 'photo_tagged':
      return `${formatPlural(count, 'new tag')} on ${photo}.`
    case 'reported':
      return `${n === null && sequenceName === null ? 'Your account' : capital(photo)} was reported: ${words}.`
    case 'decided':
      return `A report was decided: ${decision === null ? words : DECISION_LABELS[decision]}.`
    case 'erased':
      return `The operator erased ${words}`
    case 'originals':
      return `The originals of ${formatPlural(count, 'photo')} are missing or damaged.`
  }
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}

function pathOf({ kind, photoId, sequenceId, importId, reportId }: Row): string {
  if (kind === 'originals') return '/vault'
  if (importId !== null) return `/imports/${importId}`
  if (photoId !== null) return `/photos/${photoId}`
  if (sequenceId !== null) return `/sequences/${sequenceId}`
  if (reportId !== null) return `/reports/${reportId}`
  return '/notices'
}
