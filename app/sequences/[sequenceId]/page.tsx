import { Footprints } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { cache } from 'react'
import { orNotFound } from '@/app/or-not-found'
import { ReportDialog } from '@/components/reports/report-dialog'
import { SequenceExplorer } from '@/components/sequences/sequence-explorer'
import { SequenceHeading } from '@/components/sequences/sequence-heading'
import { JsonLd } from '@/components/shell/json-ld'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { isolated } from '@/lib/format/isolated'
import { formatPlural } from '@/lib/format/number'
import { elevationProfile, thinned } from '@/lib/geo/elevation-profile'
import { findKeyState } from '@/lib/key-migration/old-keys'
import { parseId } from '@/lib/model/ids'
import { listOwnReports } from '@/lib/photos/list-own-reports'
import { PREVIEW } from '@/lib/photos/pictures/preview-size'
import { sequenceStructuredData } from '@/lib/photos/structured-data'
import { findLatestImport } from '@/lib/sequences/find-latest-import'
import { getSequence } from '@/lib/sequences/get-sequence'
import { getSequenceBackup } from '@/lib/sequences/get-sequence-backup'
import { listSequencePhotos, type SequencePhoto } from '@/lib/sequences/list-sequence-photos'
import { outlineSequence } from '@/lib/sequences/outline-sequence'
import { findUser } from '@/lib/server/auth/session'
import { photoSources, runtime } from '@/lib/server/runtime'
import { copiesWanted } from '@/lib/server/vault/tools'
import { findUploadLinks } from '@/lib/uploads/find-upload-links'
import { getVault } from '@/lib/vault/get-vault'
import { OwnerActions } from './owner-actions'
import { SequenceNotices } from './sequence-notices'

const load = cache((text: string) =>
  orNotFound(async () => {
    const sequenceId = parseId(text, 'Sequence')
    const viewer = (await findUser())?.id ?? null
    const { db } = runtime()
    const sequence = await getSequence(db, { sequenceId, viewer })
    return { viewer, sequence, photos: await listSequencePhotos(db, { sequenceId, viewer }) }
  }),
)

export async function generateMetadata({ params }: PageProps<'/sequences/[sequenceId]'>): Promise<Metadata> {
  const { sequence, photos } = await load((await params).sequenceId)
  const title = sequence.name
  const description =
    sequence.description.slice(0, 200) || `${formatPlural(photos.length, 'photo')} by ${isolated(sequence.username)}`
  if (!sequence.isPublic) return { title, description, robots: { index: false } }
  const { origin } = photoSources()
  const url = `${origin}/sequences/${sequence.id}`
  const cover = coverOf(photos)
  const images = cover ? [{ url: `${origin}/photos/${cover.id}/preview.jpg`, ...PREVIEW }] : []
  return {
    title,
    description,
    alternates: { canonical: url },
    openGraph: { type: 'article', siteName: 'Map the Paths', title, description, url, images },
    twitter: { card: 'summary_large_image', title, description, images },
  }
}

export default async function SequencePage({ params }: PageProps<'/sequences/[sequenceId]'>) {
  const { viewer, sequence, photos } = await load((await params).sequenceId)
  const { db, mapillary } = runtime()
  const isOwner = viewer === sequence.ownerId
  const [latestImport, backup, keyState, reports, elsewhere, vault] = await Promise.all([
    isOwner ? findLatestImport(db, { sequenceId: sequence.id, userId: sequence.ownerId }) : null,
    isOwner ? getSequenceBackup(db, { sequenceId: sequence.id, username: sequence.username }) : null,
    isOwner ? findKeyState({ db, mapillary }, sequence.id) : null,
    isOwner ? listOwnReports(db, { sequenceId: sequence.id }) : [],
    findUploadLinks(db, sequence),
    isOwner ? getVault(db, { ownerId: sequence.ownerId, sequenceId: sequence.id, copiesWanted: copiesWanted() }) : null,
  ])
  const profile = elevationProfile(photos)
  const [first] = photos
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
        isOwner ? (
          backup &&
          !isDeleted && (
            <OwnerActions
              sequence={sequence}
              backup={backup}
              photos={photos}
              latestImport={latestImport}
              canCompare={!mapillary.hasEnded}
            />
          )
        ) : (
          <ReportDialog subject={{ type: 'sequence', id: String(sequence.id) }} />
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
      {sequence.isPublic && (
        <JsonLd data={sequenceStructuredData(sequence, { origin: photoSources().origin, cover: coverOf(photos) })} />
      )}
      <SequenceNotices sequence={sequence} backup={backup} reports={reports} vault={vault} keyState={keyState} />
      {!first ? (
        <EmptyState icon={Footprints} title="No photos yet">
          They appear here batch by batch while the import runs.
        </EmptyState>
      ) : (
        <SequenceExplorer
          sequence={{
            id: String(sequence.id),
            username: sequence.username,
            mapillaryUrl: mapillary.photoPageUrl(first.mapillaryKey),
            isGone: first.isGone,
            isPrivate: sequence.isPrivate,
          }}
          outline={outlineSequence(photos)}
          profile={profile && thinned(profile)}
        />
      )}
    </Page>
  )
}

/** The first photo that everybody sees. */
function coverOf(photos: SequencePhoto[]): SequencePhoto | undefined {
  return photos.find(({ isGone, isHidden }) => !isGone && !isHidden)
}
