import { verifyNow } from '@/app/vault/actions'
import { RefreshWhile } from '@/components/imports/refresh-while'
import { OwnReports } from '@/components/reports/own-reports'
import { KeyNotice } from '@/components/sequences/key-notice'
import { Notice } from '@/components/ui/notice'
import { SequenceOriginals } from '@/components/vault/sequence-originals'
import type { findKeyState } from '@/lib/key-migration/old-keys'
import type { listOwnReports } from '@/lib/photos/list-own-reports'
import type { getSequence } from '@/lib/sequences/get-sequence'
import type { getSequenceBackup } from '@/lib/sequences/get-sequence-backup'
import type { getVault } from '@/lib/vault/get-vault'

/** What has to be said of a sequence before its photos; what is null concerns its owner only. */
export function SequenceNotices({
  sequence,
  backup,
  reports,
  vault,
  keyState,
}: {
  sequence: Awaited<ReturnType<typeof getSequence>>
  backup: Awaited<ReturnType<typeof getSequenceBackup>> | null
  reports: Awaited<ReturnType<typeof listOwnReports>>
  vault: Awaited<ReturnType<typeof getVault>> | null
  keyState: Awaited<ReturnType<typeof findKeyState>>
}) {
  const isDeleted = sequence.deletedAt !== null
  return (
    <>
      {isDeleted && (
        <Notice tone="warning" title="This sequence is being deleted" className="mb-6">
          Only you still see it, for a moment.{' '}
          {sequence.removesBackup
            ? 'Its originals are removed from the backup too.'
            : `Its originals stay in the backup at ${backup?.folder}`}
        </Notice>
      )}
      {reports.length > 0 && (
        <div className="mb-6">
          <OwnReports reports={reports} label="Reports on this sequence" />
        </div>
      )}
      {vault && vault.originals > 0 && !isDeleted && (
        <div className="mb-6">
          <RefreshWhile isActive={vault.running !== null} />
          <SequenceOriginals sequenceId={String(sequence.id)} vault={vault} verify={verifyNow} />
        </div>
      )}
      {sequence.hiddenAt && (
        <Notice tone="warning" title="Hidden by a moderator" className="mb-6">
          {sequence.hiddenReason}
        </Notice>
      )}
      {sequence.isEmptied && (
        <Notice title="Every photo of it is hidden" className="mb-6">
          So others do not see the sequence either.
        </Notice>
      )}
      {keyState && !isDeleted && <KeyNotice state={keyState} isPrivate={sequence.isPrivate} className="mb-6" />}
    </>
  )
}
