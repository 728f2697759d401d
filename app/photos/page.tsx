import { Images, Mountain } from 'lucide-react'
import type { Metadata } from 'next'
import { z } from 'zod'
import { PhotoFilterForm } from '@/components/photos/photo-filter-form'
import { PhotoGrid } from '@/components/photos/photo-grid'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { findUser } from '@/lib/auth/session'
import { AppError } from '@/lib/errors'
import { findPhotos, type PhotoPage } from '@/lib/photos/find-photos'
import { findTagValues } from '@/lib/photos/find-tag-values'
import { type PhotoFilter, parsePhotoFilter } from '@/lib/photos/photo-filter'
import { photoSources } from '@/lib/runtime'
import { toSearchParams, withParams } from './query'

export const metadata: Metadata = { title: 'Photos', description: 'Street-level photos of paths, newest first.' }

const PAGE_SIZE = 24

export default async function PhotosPage({ searchParams }: PageProps<'/photos'>) {
  const query = toSearchParams(await searchParams)
  const viewer = (await findUser())?.id ?? null
  const sources = photoSources()
  const filter = readFilter(query)
  const [page, tagValues] = await Promise.all([
    'problem' in filter ? null : findPhotos(sources, { filter: { ...filter, limit: PAGE_SIZE }, viewer }),
    findTagValues(sources.db, viewer),
  ])
  return (
    <Page
      title="Photos"
      width="wide"
      actions={
        <LinkButton href="/viewpoints">
          <Mountain aria-hidden /> Viewpoints
        </LinkButton>
      }
    >
      <PhotoFilterForm query={query} tagValues={tagValues} />
      {'problem' in filter ? (
        <Notice tone="warning" title="This search makes no sense to us">
          <p className="whitespace-pre-line">{filter.problem}</p>
        </Notice>
      ) : (
        page && <Photos page={page} query={query} />
      )}
    </Page>
  )
}

function Photos({ page: { features, nextCursor }, query }: { page: PhotoPage; query: URLSearchParams }) {
  if (features.length === 0) {
    const isFiltered = [...query].some(([, value]) => value !== '')
    return (
      <EmptyState
        icon={Images}
        title={isFiltered ? 'No photo fits' : 'No photos yet'}
        action={
          isFiltered ? (
            <LinkButton href="/photos">Show all photos</LinkButton>
          ) : (
            <LinkButton href="/import">Import some</LinkButton>
          )
        }
      >
        {isFiltered
          ? 'Take a filter away, or look at all photos.'
          : 'They appear here as soon as a photographer has imported a sequence.'}
      </EmptyState>
    )
  }
  return (
    <>
      <PhotoGrid photos={features} />
      <nav aria-label="Pages" className="mt-10 flex justify-center gap-2">
        {query.has('cursor') && (
          <LinkButton href={withParams('/photos', query, { cursor: null })}>Back to the start</LinkButton>
        )}
        {nextCursor && <LinkButton href={withParams('/photos', query, { cursor: nextCursor })}>More photos</LinkButton>}
      </nav>
    </>
  )
}

function readFilter(query: URLSearchParams): PhotoFilter | { problem: string } {
  try {
    return parsePhotoFilter(query)
  } catch (error) {
    if (error instanceof z.ZodError) {
      return { problem: error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n') }
    }
    if (error instanceof AppError) return { problem: error.message }
    throw error
  }
}
