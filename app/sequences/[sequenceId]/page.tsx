import { Footprints } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { cache } from 'react'
import { orNotFound } from '@/app/or-not-found'
import { verifyNow } from '@/app/vault/actions'
import { RefreshWhile } from '@/components/imports/refresh-while'
import { DeleteSequence } from '@/components/sequences/delete-sequence'
import { KeyNotice } from '@/components/sequences/key-notice'
import { SequenceChangesDialog } from '@/components/sequences/sequence-changes'
import { SequenceExplorer } from '@/components/sequences/sequence-explorer'
import { SequenceHeading } from '@/components/sequences/sequence-heading'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { SequenceOriginals } from '@/components/vault/sequence-originals'
import { elevationProfile } from '@/lib/geo/elevation-profile'
import { findKeyState } from '@/lib/key-migration/old-keys'
import { parseId } from '@/lib/model/ids'
import { ACTIVE_STATES } from '@/lib/model/import-states'
import { findLatestImport } from '@/lib/sequences/find-latest-import'
import { getSequence } from '@/lib/sequences/get-sequence'
import { getSequenceBackup } from '@/lib/sequences/get-sequence-backup'
import { listSequencePhotos } from '@/lib/sequences/list-sequence-photos'
import { findUser } from '@/lib/server/auth/session'
import { copiesWanted, runtime } from '@/lib/server/runtime'
import { findUploadLinks } from '@/lib/uploads/find-upload-links'
import { getVault } from '@/lib/vault/get-vault'

const load = cache((text: string) =>
  orNotFound(async () => {
    const sequenceId = parseId(text, 'Sequence')
    const viewer = (await findUser())?.id ?? null
    return { viewer, sequence: await getSequence(runtime().db, { sequenceId, viewer }) }
  }),
)

export async function generateMetadata({ params }: PageProps<'/sequences/[sequenceId]'>): Promise<Metadata> {
  const { sequence } = await load((await params).sequenceId)
  return {
    title: sequence.name,
    ...(sequence.description && { description: sequence.description.slice(0, 200) }),
    ...(!sequence.isPublic && { robots: { index: false } }),
  }
}

export default async function SequencePage({ params }: PageProps<'/sequences/[sequenceId]'>) {
  const { viewer, sequence } = await load((await params).sequenceId)
  const { db, mapillary } = runtime()
  const isOwner = viewer === sequence.ownerId
  const [photos, latestImport, backup, keyState, elsewhere, vault] = await Promise.all([
    listSequencePhotos(db, { sequenceId: sequence.id, viewer }),
    isOwner ? findLatestImport(db, { sequenceId: sequence.id, userId: sequence.ownerId }) : null,
    isOwner ? getSequenceBackup(db, { sequenceId: sequence.id, username: sequence.username }) : null,
    isOwner ? findKeyState({ db, mapillary }, sequence.id) : null,
    findUploadLinks(db, sequence),
    isOwner ? getVault(db, { ownerId: sequence.ownerId, sequenceId: sequence.id, copiesWanted: copiesWanted() }) : null,
  ])
  const profile = elevationProfile(photos)
  const isImporting = ACTIVE_STATES.some((state) => state === latestImport?.state)
  const goneCount = photos.filter(({ isGone }) => isGone).length
  const isDeleted = sequence.deletedAt !== null
  return (
    <Page
      width="wide"
      above={
        <Link href="/sequences" className="hover:text-ink">
          Sequences
        </Link>
      }
      title={sequence.name}
      actions={
        backup &&
        !isDeleted && (
          <>
            {!isImporting && <SequenceChangesDialog sequenceId={String(sequence.id)} />}
            <DeleteSequence
              sequence={{ id: String(sequence.id), name: sequence.name, username: sequence.username }}
              backup={backup}
              goneCount={goneCount}
              isImporting={isImporting}
            />
          </>
        )
      }
      intro={
        <SequenceHeading
          sequence={sequence}
          photoCount={photos.length}
          goneCount={goneCount}
          climbMeters={profile?.climbMeters ?? null}
          latestImport={latestImport}
          elsewhere={elsewhere}
        />
      }
    >
      {isDeleted && (
        <Notice tone="warning" title="This sequence is being deleted" className="mb-6">
          Only you still see it, for a moment.{' '}
          {sequence.removesBackup
            ? 'Its originals are removed from the backup too.'
            : `Its originals stay in the backup at ${backup?.folder}`}
        </Notice>
      )}
      {vault && vault.originals > 0 && !isDeleted && (
        <div className="mb-6">
          <RefreshWhile isActive={vault.running !== null} />
          <SequenceOriginals sequenceId={String(sequence.id)} vault={vault} verify={verifyNow} />
        </div>
      )}
      {keyState && !isDeleted && <KeyNotice state={keyState} isPrivate={sequence.isPrivate} className="mb-6" />}
      {photos.length === 0 ? (
        <EmptyState icon={Footprints} title="No photos yet">
          They appear here batch by batch while the import runs.
        </EmptyState>
      ) : (
        <SequenceExplorer
          username={sequence.username}
          profile={profile}
          photos={photos.map(({ id, n, lngLat, compassAngle, mapillaryKey, isGone }) => ({
            id,
            n,
            lngLat,
            compassAngle,
            isGone,
            mapillaryUrl: mapillary.photoPageUrl(mapillaryKey),
          }))}
        />
      )}
    </Page>
  )
}
