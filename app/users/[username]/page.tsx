import { Mountain, Route } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { indexing } from '@/app/indexing'
import { orNotFound } from '@/app/or-not-found'
import { toSearchParams } from '@/app/photos/query'
import { UserMapSlot } from '@/components/map/coverage/user-map-slot'
import { PhotoGrid } from '@/components/photos/photo-grid'
import { ReportDialog } from '@/components/reports/report-dialog'
import { SequenceGrid } from '@/components/sequences/sequence-grid'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { Facts } from '@/components/ui/facts'
import { LinkButton } from '@/components/ui/link-button'
import { LinkTabs } from '@/components/ui/link-tabs'
import { Length } from '@/components/units/units'
import { formatDate } from '@/lib/format/date'
import { formatCount } from '@/lib/format/number'
import { Id } from '@/lib/model/ids'
import { findPhotos } from '@/lib/search/find-photos'
import { parsePhotoFilter } from '@/lib/search/photo-filter'
import { changed, pathWith } from '@/lib/search/search-url'
import { findSequences } from '@/lib/sequences/find-sequences'
import { findUser } from '@/lib/server/auth/session'
import { readParams } from '@/lib/server/read-params'
import { photoSources, runtime } from '@/lib/server/runtime'
import { findUserExtent } from '@/lib/users/find-user-extent'
import { getUserTotals } from '@/lib/users/get-user-totals'
import { findMarkedPhotos } from '@/lib/viewpoints/find-marked-photos'

const LISTS = ['sequences', 'received', 'given'] as const
type List = (typeof LISTS)[number]
const PAGE_SIZE = '24'

export async function generateMetadata({ params, searchParams }: PageProps<'/users/[username]'>): Promise<Metadata> {
  const title = decodeURIComponent((await params).username)
  return { ...indexing(`/users/${encodeURIComponent(title)}`, toSearchParams(await searchParams)), title }
}

/** Somebody as everybody sees them, themselves too: what is private or unpublished is on pages of their own. */
export default async function UserPage({ params, searchParams }: PageProps<'/users/[username]'>) {
  const username = decodeURIComponent((await params).username)
  const query = toSearchParams(await searchParams)
  const list = LISTS.find((name) => name === query.get('list')) ?? 'sequences'
  const { db } = runtime()
  const totals = await orNotFound(() => getUserTotals(db, username))
  const userId = Number(totals.id)
  const [viewer, extent] = await Promise.all([findUser(), findUserExtent(db, userId)])
  const at = (changes: Record<string, string | null>) =>
    pathWith(`/users/${encodeURIComponent(username)}`, changed(query, changes))
  const names: Record<List, string> = {
    sequences: `Sequences ${formatCount(totals.sequenceCount)}`,
    received: `Viewpoints received ${formatCount(totals.viewpointsReceived)}`,
    given: `Viewpoints given ${formatCount(totals.viewpointsGiven)}`,
  }
  return (
    <Page
      width="wide"
      above="Photographer"
      title={totals.username}
      intro={`With us since ${formatDate(totals.memberSince)}.`}
      actions={
        <>
          {totals.photoCount > 0 && (
            <LinkButton href={pathWith('/photos', new URLSearchParams({ user: username }))}>All photos</LinkButton>
          )}
          {viewer?.id === userId && <LinkButton href="/sequences?mine=true">Manage my sequences</LinkButton>}
          {viewer?.id !== userId && <ReportDialog subject={{ type: 'user', id: totals.id }} />}
        </>
      }
    >
      <Facts
        className="mb-6"
        facts={
          totals.photoCount === 0
            ? []
            : [
                { name: 'Photos', value: formatCount(totals.photoCount) },
                { name: 'Sequences', value: formatCount(totals.sequenceCount) },
                { name: 'Distance', value: <Length meters={totals.lengthMeters} /> },
                { name: 'Viewpoints received', value: formatCount(totals.viewpointsReceived) },
                { name: 'Viewpoints given', value: formatCount(totals.viewpointsGiven) },
              ]
        }
      />
      {extent && (
        <div className="relative mb-8 h-[22rem] overflow-hidden rounded-card border bg-sunken">
          <UserMapSlot username={username} extent={extent} />
        </div>
      )}
      <LinkTabs
        label="Lists"
        className="mb-6"
        tabs={LISTS.map((name) => ({ href: at({ list: name }), name: names[name], isCurrent: name === list }))}
      />
      <Listed list={list} userId={userId} username={username} isSelf={viewer?.id === userId} query={query} at={at} />
    </Page>
  )
}

async function Listed({
  list,
  userId,
  username,
  isSelf,
  query,
  at,
}: {
  list: List
  userId: number
  username: string
  isSelf: boolean
  query: URLSearchParams
  at: (changes: Record<string, string | null>) => string
}) {
  const sources = photoSources()
  const id = Id.safeParse(query.get('cursor'))
  const cursor = id.success ? { cursor: id.data } : {}
  if (list === 'sequences') {
    const { sequences, nextCursor } = await findSequences(sources.db, { viewer: null, ownerId: userId, ...cursor })
    if (sequences.length === 0) return <NoSequences username={username} isSelf={isSelf} />
    return (
      <>
        <SequenceGrid sequences={sequences} photoPageUrl={sources.mapillary.photoPageUrl} />
        <More href={nextCursor && at({ cursor: nextCursor })} />
      </>
    )
  }
  const { photos, nextCursor } =
    list === 'given'
      ? await findMarkedPhotos(sources, { userId, ...cursor })
      : await findMarkedOf(username, query.get('cursor'))
  if (photos.length === 0) {
    return (
      <EmptyState icon={Mountain} title={list === 'given' ? 'No viewpoints marked' : 'No viewpoints yet'}>
        {list === 'given' ? (
          <>
            <bdi>{username}</bdi> has not marked a photo of somebody else as worth the trip.
          </>
        ) : (
          <>
            Nobody has marked a photo of <bdi>{username}</bdi> as worth the trip.{' '}
            <Link className="text-link" href="/viewpoints">
              All viewpoints
            </Link>
          </>
        )}
      </EmptyState>
    )
  }
  return (
    <>
      <PhotoGrid photos={photos} />
      <More href={nextCursor && at({ cursor: nextCursor })} />
    </>
  )
}

function NoSequences({ username, isSelf }: { username: string; isSelf: boolean }) {
  return isSelf ? (
    <EmptyState
      icon={Route}
      title="You have no public sequences yet"
      action={
        <LinkButton href="/import" look="primary">
          Import a sequence
        </LinkButton>
      }
    >
      What you import from Mapillary and is public there appears here.
    </EmptyState>
  ) : (
    <EmptyState icon={Route} title="No public sequences" action={<LinkButton href="/">Look at the map</LinkButton>}>
      <bdi>{username}</bdi> has brought no public photos yet.
    </EmptyState>
  )
}

/** Public photos of a user that others marked, the most marked first; from the start when the cursor is none of ours. */
async function findMarkedOf(user: string, cursor: string | null) {
  const query = new URLSearchParams({ user, minViewpoints: '1', sort: '-viewpoints', limit: PAGE_SIZE })
  const here = readParams(() => parsePhotoFilter(changed(query, { cursor })))
  const filter = 'problem' in here ? parsePhotoFilter(query) : here
  const page = await findPhotos(photoSources(), { filter, viewer: null })
  return { photos: page.features, nextCursor: page.nextCursor }
}

function More({ href }: { href: string | null }) {
  return (
    href && (
      <nav aria-label="Pages" className="mt-8 flex justify-center">
        <LinkButton href={href}>Show more</LinkButton>
      </nav>
    )
  )
}
