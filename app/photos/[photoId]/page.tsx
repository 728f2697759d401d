import type { Metadata } from 'next'
import { cache } from 'react'
import { orNotFound } from '@/app/or-not-found'
import { readPhotoFilter, titleOf, toSearchParams } from '@/app/photos/query'
import { readUnits } from '@/app/units'
import { JsonLd } from '@/components/shell/json-ld'
import { PhotoViewer } from '@/components/viewer/photo-viewer'
import { parseAddress } from '@/components/viewer/walk/viewer-address'
import { parseId } from '@/lib/model/ids'
import { isModerator } from '@/lib/model/people/roles'
import { describePhoto } from '@/lib/photos/describe-photo'
import { getPhoto } from '@/lib/photos/get-photo'
import { photoTitle } from '@/lib/photos/photo-title'
import { PREVIEW } from '@/lib/photos/pictures/preview-size'
import { photoStructuredData } from '@/lib/photos/structured-data'
import { findPlaceInResult, type PlaceInResult } from '@/lib/search/find-place-in-result'
import { walkOf } from '@/lib/search/search-url'
import { findUser } from '@/lib/server/auth/session'
import { photoSources } from '@/lib/server/runtime'
import type { Viewer } from '@/lib/visibility/visible-rows'

const load = cache((text: string) =>
  orNotFound(async () => {
    const photoId = parseId(text, 'Photo')
    const user = await findUser()
    return { user, photo: await getPhoto(photoSources(), { photoId, viewer: user?.id ?? null }) }
  }),
)

export async function generateMetadata({ params }: PageProps<'/photos/[photoId]'>): Promise<Metadata> {
  const { photo } = await load((await params).photoId)
  const [title, description] = [photoTitle(photo), describePhoto(photo.properties)]
  // What others do not see is told to no other page either.
  if (!photo.properties.public) return { title, description, robots: { index: false } }
  const { page } = photo.properties.links
  const images = [{ url: `${page}/preview.jpg`, ...PREVIEW, alt: description }]
  return {
    title,
    description,
    alternates: {
      canonical: page,
      types: { 'application/json+oembed': `${new URL(page).origin}/oembed?url=${encodeURIComponent(page)}` },
    },
    openGraph: { type: 'article', siteName: 'Map the Paths', title, description, url: page, images },
    twitter: { card: 'summary_large_image', title, description, images },
  }
}

export default async function PhotoPage({ params, searchParams }: PageProps<'/photos/[photoId]'>) {
  const { user, photo } = await load((await params).photoId)
  const query = toSearchParams(await searchParams)
  const address = parseAddress(query)
  return (
    <>
      {photo.properties.public && <JsonLd data={photoStructuredData(photo)} />}
      <PhotoViewer
        initial={photo}
        initialAddress={address}
        placeInResult={await findPlace(address.search, { photoId: photo.id, viewer: user?.id ?? null })}
        searchText={titleOf(new URLSearchParams(address.search), await readUnits())}
        isLoggedIn={user !== null}
        isModerator={isModerator(user?.role)}
        isMarkAsked={query.get('mark') === 'viewpoint'}
        isTagAsked={query.get('mark') === 'tag'}
        isReportAsked={query.get('mark') === 'report'}
      />
    </>
  )
}

/** Which one of the result of a search this is; null where there is none, or the search makes no sense. */
async function findPlace(
  search: string,
  { photoId, viewer }: { photoId: string; viewer: Viewer },
): Promise<PlaceInResult | null> {
  const filter = search === '' ? null : readPhotoFilter(walkOf(search))
  return filter && findPlaceInResult(photoSources().db, { photoId: Number(photoId), filter, viewer })
}
