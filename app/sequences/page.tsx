import { Route } from 'lucide-react'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { indexing } from '@/app/indexing'
import { toSearchParams } from '@/app/photos/query'
import { PendingResult } from '@/components/search/pending-result'
import { SearchProvider } from '@/components/search/search-context'
import { NO_FACETS } from '@/components/search/types'
import { ChoiceProvider } from '@/components/sequences/choice/choice-context'
import { ChooseAll } from '@/components/sequences/choice/choose'
import { ChosenBar } from '@/components/sequences/choice/chosen-bar'
import { NARROWING_PARAMS } from '@/components/sequences/narrowing-params'
import { SequenceFilterBar } from '@/components/sequences/sequence-filter-bar'
import { SequenceGrid } from '@/components/sequences/sequence-grid'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { changed, pathWith } from '@/lib/search/search-url'
import { findSequenceFacets } from '@/lib/sequences/find-sequence-facets'
import { findSequenceIds } from '@/lib/sequences/find-sequence-ids'
import { findSequences } from '@/lib/sequences/find-sequences'
import { parseSequenceFilter, type SequenceFilter } from '@/lib/sequences/sequence-filter'
import { findUser } from '@/lib/server/auth/session'
import { readParams } from '@/lib/server/read-params'
import { runtime } from '@/lib/server/runtime'

const MOST_CHOSEN = 10_000 // at once

export async function generateMetadata({ searchParams }: PageProps<'/sequences'>): Promise<Metadata> {
  return { ...indexing('/sequences', toSearchParams(await searchParams)), title: 'Sequences' }
}

export default async function SequencesPage({ searchParams }: PageProps<'/sequences'>) {
  const params = toSearchParams(await searchParams)
  const viewer = (await findUser())?.id ?? null
  const { db } = runtime()
  const facets = await findSequenceFacets(db, viewer)
  const filter = readParams(() => parseSequenceFilter(params))
  return (
    <SearchProvider facets={{ ...NO_FACETS, ...facets }} isLoggedIn={viewer !== null}>
      <Page
        title="Sequences"
        intro="Photos taken one after the other along a path."
        width="wide"
        actions={
          <LinkButton href="/import" look="primary">
            Import yours
          </LinkButton>
        }
      >
        <SequenceFilterBar />
        <PendingResult>
          {'problem' in filter ? (
            <Notice tone="warning" title="This list makes no sense to us">
              <p className="whitespace-pre-line">{filter.problem}</p>
            </Notice>
          ) : (
            <Sequences filter={filter} params={params} viewer={viewer} />
          )}
        </PendingResult>
      </Page>
    </SearchProvider>
  )
}

async function Sequences({
  filter,
  params,
  viewer,
}: {
  filter: SequenceFilter
  params: URLSearchParams
  viewer: number | null
}) {
  const { db, mapillary } = runtime()
  const { sequences, nextCursor } = await findSequences(db, { ...filter, viewer })
  if (sequences.length === 0) return <NoSequences isFiltered={NARROWING_PARAMS.some((name) => params.has(name))} />
  const isOwn = filter.mine !== undefined
  const grid = <SequenceGrid sequences={sequences} photoPageUrl={mapillary.photoPageUrl} isChoosable={isOwn} />
  return (
    <>
      {isOwn ? <OwnSequences filter={filter} viewer={viewer} grid={grid} /> : grid}
      {(filter.cursor !== undefined || nextCursor) && (
        <nav aria-label="Pages" className="mt-8 flex justify-center gap-2">
          {filter.cursor !== undefined && (
            <LinkButton href={pathWith('/sequences', changed(params, {}))}>Back to the start</LinkButton>
          )}
          {nextCursor && (
            <LinkButton href={pathWith('/sequences', changed(params, { cursor: nextCursor }))}>
              More sequences
            </LinkButton>
          )}
        </nav>
      )}
    </>
  )
}

/** One's own sequences, of which many can be changed at once. */
async function OwnSequences({
  filter: { cursor: _cursor, ...filter },
  viewer,
  grid,
}: {
  filter: SequenceFilter
  viewer: number | null
  grid: ReactNode
}) {
  const ids = await findSequenceIds(runtime().db, { ...filter, viewer, isDeleted: false }, MOST_CHOSEN)
  return (
    <ChoiceProvider ids={ids.map(String)}>
      {ids.length > 0 && <ChooseAll />}
      {grid}
      <ChosenBar />
    </ChoiceProvider>
  )
}

function NoSequences({ isFiltered }: { isFiltered: boolean }) {
  return isFiltered ? (
    <EmptyState
      icon={Route}
      title="No sequence fits all of this"
      action={<LinkButton href="/sequences">Show all sequences</LinkButton>}
    >
      Take one of the filters away.
    </EmptyState>
  ) : (
    <EmptyState
      icon={Route}
      title="No sequences yet"
      action={
        <LinkButton href="/import" look="primary">
          Import a sequence
        </LinkButton>
      }
    >
      Be the first: import one of yours from Mapillary.
    </EmptyState>
  )
}
