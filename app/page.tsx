import { MapPinPlus } from 'lucide-react'
import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { connection } from 'next/server'
import { indexing } from '@/app/indexing'
import { SequenceRow } from '@/components/map/cards/sequence-row'
import { Explorer, type ListedPhoto } from '@/components/map/coverage/explorer'
import { NoResult } from '@/components/search/no-result'
import { ProblemNotice } from '@/components/search/problem-notice'
import { ResultHeading } from '@/components/search/result-heading'
import { ResultList } from '@/components/search/result-list'
import { SearchProvider } from '@/components/search/search-context'
import { SearchControls } from '@/components/search/search-controls'
import { SearchSentence } from '@/components/search/search-sentence'
import { ShownPhotoProvider } from '@/components/search/shown-photo'
import { cardSequence } from '@/components/sequences/card-sequence'
import { Welcome } from '@/components/shell/welcome'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import type { Units } from '@/lib/format/units'
import { WELCOMED_COOKIE } from '@/lib/model/welcome'
import { cardPhoto } from '@/lib/photos/card-photo'
import type { PhotoFeature } from '@/lib/photos/types'
import { findRestoreState } from '@/lib/restore/find-restore-state'
import { findTagValues } from '@/lib/search/find-tag-values'
import { type PhotoSearch, searchPhotos } from '@/lib/search/search-photos'
import { changed, isNarrowed, pathWith } from '@/lib/search/search-url'
import { findSequences } from '@/lib/sequences/find-sequences'
import { parseSequenceFilter } from '@/lib/sequences/sequence-filter'
import { findUser } from '@/lib/server/auth/session'
import { searchReader } from '@/lib/server/map/tools'
import { photoSources } from '@/lib/server/runtime'
import { raiseMapVersion } from '@/lib/tiles/map-version'
import { findFirstView } from '@/lib/tiles/public-extent'
import { titleOf, toSearchParams } from './photos/query'
import { readUnits } from './units'

export async function generateMetadata({ searchParams }: PageProps<'/'>): Promise<Metadata> {
  const params = toSearchParams(await searchParams)
  return { ...indexing('/', params), title: titleOfMap(params, await readUnits()) ?? { absolute: 'Map the Paths' } }
}

const PAGE_SIZE = 24

/** A view of the map is no search of its own. */
function titleOfMap(params: URLSearchParams, units: Units): string | null {
  return isNarrowed(params) ? titleOf(params, units) : null
}

export default async function HomePage({ searchParams }: PageProps<'/'>) {
  await connection() // the database is there when the server runs, not when it is built
  const params = toSearchParams(await searchParams)
  const viewer = (await findUser())?.id ?? null
  const units = await readUnits()
  const sources = photoSources()
  const reader = searchReader()
  // Without a search map and list show what everybody sees: so do the numbers.
  const searcher = isNarrowed(params) ? viewer : null
  const [extent, version, tagValues, result] = await Promise.all([
    findFirstView(sources.db),
    raiseMapVersion(sources.db),
    reader.read(viewer, (db) => findTagValues(db, viewer)),
    reader.read(viewer, (db) =>
      searchPhotos({ ...sources, db }, { params, viewer: searcher, limit: PAGE_SIZE, units }),
    ),
  ])
  // Nothing is public: the first thing to see is a backup that wants to be brought back.
  if (extent === null && (await findRestoreState(sources)) !== null) redirect('/restore')
  const found = 'problem' in result ? null : result
  const title = titleOfMap(params, units) ?? 'Map the Paths'
  const isFiltered = isNarrowed(params) || params.has('sort') || params.has('cursor')
  const isNew = !isFiltered && viewer === null && !(await cookies()).has(WELCOMED_COOKIE)
  return (
    <SearchProvider facets={found?.counted?.facets ?? null} isLoggedIn={viewer !== null}>
      <ShownPhotoProvider>
        <Explorer
          map={{ version, extent }}
          result={{
            isRefused: found === null,
            bounds: found?.counted?.bbox ?? null,
            listed: isFiltered && found ? found.features.map(toListed) : [],
          }}
          isOpenAtFirst={isFiltered || found?.features.length === 0}
          controls={
            <SearchControls
              tagValues={tagValues}
              filterBarClassName="max-lg:-mx-3 max-lg:overflow-x-auto max-lg:px-3 max-lg:[scrollbar-width:none] lg:flex-wrap"
            />
          }
          head={
            <div className="grid gap-3">
              <h1 className="sr-only">{title}</h1>
              {isNew && <Welcome />}
              <ResultHeading counted={found?.counted ?? null} hasOrder={isFiltered} />
              <SearchSentence parts={result.parts} />
            </div>
          }
        >
          {'problem' in result ? (
            <ProblemNotice {...result} className="m-4" />
          ) : isFiltered ? (
            <Found result={result} />
          ) : (
            <NewestSequences params={params} />
          )}
        </Explorer>
      </ShownPhotoProvider>
    </SearchProvider>
  )
}

function toListed({ id, geometry }: PhotoFeature): ListedPhoto {
  return { id, lngLat: geometry?.coordinates ?? null }
}

function Found({ result: { features, nextCursor, blockingFilters } }: { result: PhotoSearch }) {
  if (features.length === 0) return <NoResult blockingFilters={blockingFilters} />
  return (
    <div className="p-4">
      <ResultList
        photos={features.map(cardPhoto)}
        nextCursor={nextCursor}
        className="grid-cols-[repeat(auto-fill,minmax(min(100%,10rem),1fr))] gap-x-3! gap-y-5!"
      />
    </div>
  )
}

/** Without a search: the sequences one may begin with, of the part of the map that is looked at. */
async function NewestSequences({ params }: { params: URLSearchParams }) {
  const { db, mapillary } = photoSources()
  const { bbox } = parseSequenceFilter(new URLSearchParams({ bbox: params.get('bbox') ?? '' }))
  const { sequences, nextCursor } = await findSequences(db, { viewer: null, bbox })
  if (sequences.length === 0)
    return bbox ? <NothingHere params={params} /> : <NothingYet hasEnded={mapillary.hasEnded} />
  return (
    <>
      <h2 className="eyebrow px-4 pt-4 pb-1">{bbox ? 'Newest sequences here' : 'Newest sequences'}</h2>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,20rem),1fr))]">
        {sequences.map((sequence) => {
          const { sketch: _sketch, ...row } = cardSequence(sequence, mapillary.photoPageUrl)
          return <SequenceRow key={row.id} sequence={row} />
        })}
      </ul>
      {nextCursor && (
        <p className="p-4 text-sm">
          <Link href="/sequences" className="text-link">
            All sequences
          </Link>
        </p>
      )}
    </>
  )
}

function NothingHere({ params }: { params: URLSearchParams }) {
  return (
    <EmptyState
      icon={MapPinPlus}
      title="No photos in this part of the map"
      className="m-4 border-none! px-2! py-6! lg:py-14!"
      action={<LinkButton href={pathWith('/', changed(params, { bbox: null }))}>Show everywhere</LinkButton>}
    >
      Nobody has shown photos of this place yet.
    </EmptyState>
  )
}

function NothingYet({ hasEnded }: { hasEnded: boolean }) {
  return (
    <EmptyState
      icon={MapPinPlus}
      title="No public photos yet"
      className="m-4 border-none! px-2! py-6! lg:py-14!"
      action={
        <LinkButton href="/import" look="primary">
          Import a sequence
        </LinkButton>
      }
    >
      {hasEnded ? (
        'This site no longer asks Mapillary, and nothing was imported before.'
      ) : (
        <ol className="grid list-inside list-decimal gap-1 text-left">
          <li>Log in with your Mapillary account.</li>
          <li>Choose sequences of yours: their originals go into the backup.</li>
          <li>See them here, walk through them, and show them to others.</li>
        </ol>
      )}
    </EmptyState>
  )
}
