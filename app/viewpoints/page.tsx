import { Mountain } from 'lucide-react'
import type { Metadata } from 'next'
import { z } from 'zod'
import { toSearchParams, withParams } from '@/app/photos/query'
import { PhotoGrid } from '@/components/photos/photo-grid'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { findPhotos } from '@/lib/photos/find-photos'
import { parsePhotoFilter } from '@/lib/photos/photo-filter'
import { photoSources } from '@/lib/runtime'

export const metadata: Metadata = {
  title: 'Viewpoints',
  description: 'The photos that most people find worth the trip.',
}

const PAGE_SIZE = 24
const From = z.coerce.number().int().positive().max(1_000_000).catch(1)

export default async function ViewpointsPage({ searchParams }: PageProps<'/viewpoints'>) {
  const query = toSearchParams(await searchParams)
  const firstRank = From.parse(query.get('from') ?? 1)
  const { features, nextCursor } = await findPhotos(photoSources(), {
    filter: parsePhotoFilter(
      new URLSearchParams({
        minViewpoints: '1',
        sort: '-viewpoints',
        limit: String(PAGE_SIZE),
        cursor: query.get('cursor') ?? '',
      }),
    ),
    viewer: null,
  })
  return (
    <Page
      title="Viewpoints"
      width="wide"
      intro="The photos that most people marked as worth the trip. Nobody can mark their own."
    >
      {features.length === 0 ? (
        <EmptyState
          icon={Mountain}
          title="No viewpoints yet"
          action={<LinkButton href="/photos">Look at photos</LinkButton>}
        >
          Open a photo of somebody else and mark it as a viewpoint.
        </EmptyState>
      ) : (
        <PhotoGrid photos={features} firstRank={firstRank} />
      )}
      {nextCursor && (
        <nav aria-label="Pages" className="mt-10 flex justify-center">
          <LinkButton
            href={withParams('/viewpoints', query, { cursor: nextCursor, from: String(firstRank + features.length) })}
          >
            More viewpoints
          </LinkButton>
        </nav>
      )}
    </Page>
  )
}
