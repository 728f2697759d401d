import { Route } from 'lucide-react'
import type { Metadata } from 'next'
import { SequenceGrid } from '@/components/sequences/sequence-grid'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { findUser } from '@/lib/auth/session'
import { Id } from '@/lib/ids'
import { runtime } from '@/lib/runtime'
import { findSequences } from '@/lib/sequences/find-sequences'

export const metadata: Metadata = { title: 'Sequences' }

export default async function SequencesPage({ searchParams }: PageProps<'/sequences'>) {
  const cursor = Id.safeParse((await searchParams).cursor)
  const viewer = (await findUser())?.id ?? null
  const { db, mapillary } = runtime()
  const { sequences, nextCursor } = await findSequences(db, { viewer, ...(cursor.success && { cursor: cursor.data }) })
  return (
    <Page
      title="Sequences"
      intro="Photos taken one after the other along a path, newest first."
      width="wide"
      actions={
        <LinkButton href="/import" look="primary">
          Import yours
        </LinkButton>
      }
    >
      {sequences.length === 0 ? (
        <EmptyState icon={Route} title={cursor.success ? 'No more sequences' : 'No sequences yet'}>
          {cursor.success ? 'You have seen them all.' : 'Be the first: import one of yours from Mapillary.'}
        </EmptyState>
      ) : (
        <SequenceGrid sequences={sequences} photoPageUrl={mapillary.photoPageUrl} />
      )}
      {(cursor.success || nextCursor) && (
        <nav aria-label="More sequences" className="mt-8 flex justify-center gap-2">
          {cursor.success && <LinkButton href="/sequences">Newest</LinkButton>}
          {nextCursor && <LinkButton href={`/sequences?cursor=${nextCursor}`}>Older sequences</LinkButton>}
        </nav>
      )}
    </Page>
  )
}
