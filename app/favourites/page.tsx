import { Download, Star } from 'lucide-react'
import type { Metadata } from 'next'
import { PhotoGrid } from '@/components/photos/photo-grid'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { listFavourites } from '@/lib/favourites/list-favourites'
import { requireSessionOrLogin } from '@/lib/server/auth/page'
import { photoSources } from '@/lib/server/runtime'

export const metadata: Metadata = { title: 'Favourites' }

/** The list of the person who is logged in, which nobody else sees. */
export default async function FavouritesPage() {
  const { user } = await requireSessionOrLogin('/favourites')
  const photos = await listFavourites(photoSources(), user.id)
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
        <PhotoGrid photos={photos} firstRank={1} />
      ) : (
        <EmptyState
          icon={Star}
          title="No favourites yet"
          action={<LinkButton href="/photos">Look at photos</LinkButton>}
        >
          The button Favourite beside a photo puts it on this list.
        </EmptyState>
      )}
    </Page>
  )
}
