import { Route } from 'lucide-react'
import type { Metadata } from 'next'
import { orNotFound } from '@/app/or-not-found'
import { SequenceGrid } from '@/components/sequences/sequence-grid'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { findUser } from '@/lib/auth/session'
import { formatDate } from '@/lib/format/date'
import { formatPlural } from '@/lib/format/number'
import { Id } from '@/lib/ids'
import { runtime } from '@/lib/runtime'
import { findSequences } from '@/lib/sequences/find-sequences'
import { getProfile } from '@/lib/users/get-profile'

export async function generateMetadata({ params }: PageProps<'/users/[username]'>): Promise<Metadata> {
  return { title: decodeURIComponent((await params).username) }
}

export default async function UserPage({ params, searchParams }: PageProps<'/users/[username]'>) {
  const username = decodeURIComponent((await params).username)
  const cursor = Id.safeParse((await searchParams).cursor)
  const viewer = (await findUser())?.id ?? null
  const { db, mapillary } = runtime()
  const profile = await orNotFound(() => getProfile(db, { username, viewer }))
  const { sequences, nextCursor } = await findSequences(db, {
    viewer,
    ownerId: profile.id,
    ...(cursor.success && { cursor: cursor.data }),
  })
  return (
    <Page
      width="wide"
      above="Photographer"
      title={profile.username}
      intro={`${formatPlural(profile.photoCount, 'photo')} here. With us since ${formatDate(profile.memberSince)}.`}
    >
      {sequences.length === 0 ? (
        <EmptyState icon={Route} title="No sequences to show" />
      ) : (
        <SequenceGrid sequences={sequences} photoPageUrl={mapillary.photoPageUrl} />
      )}
      {nextCursor && (
        <nav aria-label="More sequences" className="mt-8 flex justify-center">
          <LinkButton href={`/users/${encodeURIComponent(username)}?cursor=${nextCursor}`}>Older sequences</LinkButton>
        </nav>
      )}
    </Page>
  )
}
