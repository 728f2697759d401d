import { Footprints } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { cache } from 'react'
import { orNotFound } from '@/app/or-not-found'
import { SequenceExplorer } from '@/components/sequences/sequence-explorer'
import { SequenceHeading } from '@/components/sequences/sequence-heading'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { findUser } from '@/lib/auth/session'
import { env } from '@/lib/env'
import { parseId } from '@/lib/ids'
import { runtime } from '@/lib/runtime'
import { elevationProfile } from '@/lib/sequences/elevation-profile'
import { findLatestImport } from '@/lib/sequences/find-latest-import'
import { getSequence } from '@/lib/sequences/get-sequence'
import { listSequencePhotos } from '@/lib/sequences/list-sequence-photos'

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
  const [photos, latestImport] = await Promise.all([
    listSequencePhotos(db, { sequenceId: sequence.id, viewer }),
    viewer === sequence.ownerId ? findLatestImport(db, { sequenceId: sequence.id, userId: viewer }) : null,
  ])
  const profile = elevationProfile(photos)
  return (
    <Page
      width="wide"
      above={
        <Link href="/sequences" className="hover:text-ink">
          Sequences
        </Link>
      }
      title={sequence.name}
      intro={
        <SequenceHeading
          sequence={sequence}
          photoCount={photos.length}
          climbMeters={profile?.climbMeters ?? null}
          latestImport={latestImport}
        />
      }
    >
      {photos.length === 0 ? (
        <EmptyState icon={Footprints} title="No photos yet">
          They appear here batch by batch while the import runs.
        </EmptyState>
      ) : (
        <SequenceExplorer
          username={sequence.username}
          profile={profile}
          styleUrl={env().MAP_STYLE_URL}
          photos={photos.map(({ id, n, lngLat, compassAngle, mapillaryKey }) => ({
            id,
            n,
            lngLat,
            compassAngle,
            mapillaryUrl: mapillary.photoPageUrl(mapillaryKey),
          }))}
        />
      )}
    </Page>
  )
}
