'use client'

import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { formatPlural } from '@/lib/format/number'
import type { ImportProgress } from '@/lib/imports/types'
import { MoveHere } from './move-here'
import { isActive } from './progress-numbers'

const MOST_SHOWN = 12

/** What is no error of an import and must be said, with the choice to have the photos that stayed elsewhere here. */
export function ImportNotes({ progress }: { progress: ImportProgress }) {
  const { notes, isSequenceRemoved, sequenceId, mapillarySequenceKey } = progress
  const canMove = !isActive(progress.status) && notes.some(({ code }) => code === 'photos_elsewhere')
  return (
    <>
      {notes.slice(0, MOST_SHOWN).map((note) => (
        <Notice
          key={note.message}
          tone="info"
          action={
            note.sequenceId &&
            note.code !== 'sequence_removed' && (
              <LinkButton href={`/sequences/${note.sequenceId}`}>See sequence {note.sequenceId}</LinkButton>
            )
          }
        >
          {note.message}.
        </Notice>
      ))}
      {notes.length > MOST_SHOWN && (
        <p className="text-ink-muted text-sm">
          The same of {formatPlural(notes.length - MOST_SHOWN, 'sequence')} more.
        </p>
      )}
      {canMove && <MoveHere sequence={isSequenceRemoved ? { mapillarySequenceKey } : { sequenceId }} />}
    </>
  )
}
