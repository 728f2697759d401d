import { Images } from 'lucide-react'
import type { Metadata } from 'next'
import { indexing } from '@/app/indexing'
import { makeTakeoutAction } from '@/app/settings/actions'
import { readUnits } from '@/app/units'
import { NoResult } from '@/components/search/no-result'
import { ProblemNotice } from '@/components/search/problem-notice'
import { ResultHeading } from '@/components/search/result-heading'
import { ResultList } from '@/components/search/result-list'
import { SearchProvider } from '@/components/search/search-context'
import { SearchControls } from '@/components/search/search-controls'
import { SearchSentence } from '@/components/search/search-sentence'
import { TakeSearch } from '@/components/search/take-search'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { cardPhoto } from '@/lib/photos/card-photo'
import { findTagValues } from '@/lib/search/find-tag-values'
import { type PhotoSearch, searchPhotos } from '@/lib/search/search-photos'
import { narrowing } from '@/lib/search/search-url'
import { findUser } from '@/lib/server/auth/session'
import { searchReader } from '@/lib/server/map/tools'
import { photoSources } from '@/lib/server/runtime'
import { titleOf, toSearchParams } from './query'

export async function generateMetadata({ searchParams }: PageProps<'/photos'>): Promise<Metadata> {
  const params = toSearchParams(await searchParams)
  return {
    ...indexing('/photos', params),
    title: titleOf(params, await readUnits()) ?? 'Photos',
    description: 'Street-level photos of paths, found by what they show.',
  }
}

const PAGE_SIZE = 24

export default async function PhotosPage({ searchParams }: PageProps<'/photos'>) {
  const params = toSearchParams(await searchParams)
  const units = await readUnits()
  const user = await findUser()
  const viewer = user?.id ?? null
  const reader = searchReader()
  const [tagValues, result] = await Promise.all([
    reader.read(viewer, (db) => findTagValues(db, viewer)),
    reader.read(viewer, (db) => searchPhotos({ ...photoSources(), db }, { params, viewer, limit: PAGE_SIZE, units })),
  ])
  const counted = 'problem' in result ? null : result.counted
  return (
    <SearchProvider facets={counted?.facets ?? null} isLoggedIn={viewer !== null}>
      <Page title="Photos" width="wide">
        <div className="mb-7 grid gap-5">
          <SearchControls
            tagValues={tagValues}
            filterBarClassName="max-sm:-mx-4 max-sm:overflow-x-auto max-sm:px-4 max-sm:[scrollbar-width:none] sm:flex-wrap"
          />
          <ResultHeading counted={counted} />
          <SearchSentence parts={result.parts} />
          {user && params.get('user') === user.username && counted !== null && counted.total > 0 && (
            <TakeSearch search={listsOf(narrowing(params))} make={makeTakeoutAction} />
          )}
        </div>
        {'problem' in result ? (
          <ProblemNotice {...result} />
        ) : (
          <Photos result={result} isFiltered={narrowing(params).size > 0 || params.has('cursor')} />
        )}
      </Page>
    </SearchProvider>
  )
}

/** The values of each parameter. */
function listsOf(params: URLSearchParams): Record<string, string[]> {
  return Object.fromEntries([...new Set(params.keys())].map((name) => [name, params.getAll(name)]))
}

function Photos({
  result: { features, nextCursor, blockingFilters },
  isFiltered,
}: {
  result: PhotoSearch
  isFiltered: boolean
}) {
  if (features.length > 0) {
    return (
      <ResultList
        photos={features.map(cardPhoto)}
        nextCursor={nextCursor}
        className="grid-cols-2 sm:grid-cols-3 lg:grid-cols-4"
      />
    )
  }
  if (isFiltered) return <NoResult blockingFilters={blockingFilters} />
  return (
    <EmptyState icon={Images} title="No photos yet" action={<LinkButton href="/import">Import some</LinkButton>}>
      They appear here as soon as a photographer has imported a sequence.
    </EmptyState>
  )
}
