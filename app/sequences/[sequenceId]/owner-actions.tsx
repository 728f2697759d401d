import { makeTakeoutAction } from '@/app/settings/actions'
import { DeleteSequence } from '@/components/sequences/delete-sequence'
import { EditSequence } from '@/components/sequences/edit-sequence'
import { Publication } from '@/components/sequences/publication'
import { SequenceChangesDialog } from '@/components/sequences/sequence-changes'
import { TakeSequence } from '@/components/sequences/take-sequence'
import { ACTIVE_STATES } from '@/lib/model/import-states'
import type { findLatestImport } from '@/lib/sequences/find-latest-import'
import type { getSequence } from '@/lib/sequences/get-sequence'
import type { getSequenceBackup } from '@/lib/sequences/get-sequence-backup'
import type { SequencePhoto } from '@/lib/sequences/list-sequence-photos'

/** What the owner can do with a sequence that is not being deleted. */
export function OwnerActions({
  sequence,
  backup,
  photos,
  latestImport,
  canCompare,
}: {
  sequence: Awaited<ReturnType<typeof getSequence>>
  backup: Awaited<ReturnType<typeof getSequenceBackup>>
  photos: SequencePhoto[]
  latestImport: Awaited<ReturnType<typeof findLatestImport>>
  canCompare: boolean // with Mapillary, which has not ended
}) {
  const { name, description, transportType, tags, username } = sequence
  const id = String(sequence.id)
  const isImporting = ACTIVE_STATES.some((state) => state === latestImport?.state)
  return (
    <>
      {!sequence.isPrivate && !sequence.hiddenAt && photos.length > 0 && (
        <Publication sequenceId={id} isPublished={sequence.publishedAt !== null} />
      )}
      <EditSequence sequence={{ id, name, description, transportType, tags }} />
      {!isImporting && canCompare && <SequenceChangesDialog sequenceId={id} />}
      <TakeSequence sequenceId={id} make={makeTakeoutAction} />
      <DeleteSequence
        sequence={{ id, name, username }}
        backup={backup}
        goneCount={photos.filter(({ isGone }) => isGone).length}
        isImporting={isImporting}
      />
    </>
  )
}
