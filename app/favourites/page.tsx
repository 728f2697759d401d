import { Download, Star } from 'lucide-react'
import type { Metadata } from 'next'
import { z } from 'zod'
import { PhotoGrid } from '@/components/photos/photo-grid'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { listFavourites } from '@/lib/favourites/list-favourites'
import { MAX_FAVOURITES } from '@/lib/model/people/favourites'
import { requireSessionOrLogin } from '@/lib/server/auth/page'
import { photoSources } from '@/lib/server/runtime'

export const metadata: Metadata = { title: 'Favourites' }

const PAGE_SIZE = 24
const Offset = z.coerce.number().int().min(0).max(MAX_FAVOURITES).catch(0)

/** The list of the person who is logged in, which nobody else sees. */
export default async function FavouritesPage({ searchParams }: PageProps<'/favourites'>) {
  const { user } = await requireSessionOrLogin('/favourites')
  const offset = Offset.parse((await searchParams).offset)
  const found = await listFavourites(photoSources(), user.id, { offset, limit: PAGE_SIZE + 1 })
  const photos = found.slice(0, PAGE_SIZE)
  return (
    <Page
      width="wide"
      title="Favourites"
      intro="Photos that you put aside, in the order in which you did. Only you see them."
      actions={
        photos.some(({ geometry }) => geometry !== null) && (
          <LinkButton href="/api/v1/favourites?format=gpx" prefetch={false} download>
            <Download aria-hidden /> Route (GPX)
          </LinkButton>
        )
      }
    >
      {photos.length > 0 ? (
        <PhotoGrid photos={photos} firstRank={offset + 1} />
      ) : (
        <EmptyState
          icon={Star}
          title="No favourites yet"
          action={<LinkButton href="/photos">Look at photos</LinkButton>}
        >
          The button Favourite beside a photo puts it on this list.
        </EmptyState>
      )}
      {(offset > 0 || found.length > PAGE_SIZE) && (
        <nav aria-label="Pages" className="mt-8 flex justify-center gap-2">
          {offset > 0 && <LinkButton href="/favourites">Back to the start</LinkButton>}
          {found.length > PAGE_SIZE && (
            <LinkButton href={`/favourites?offset=${offset + PAGE_SIZE}`}>More favourites</LinkButton>
          )}
        </nav>
      )}
    </Page>
  )
}
