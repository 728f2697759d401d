import { on, serve } from '@/app/api/serve'
import { exportPhotos } from '@/lib/api/routes/photos'
import { exportResponse } from '@/lib/exports/export-response'
import { photosOfSearch } from '@/lib/exports/photos'
import { photoSources } from '@/lib/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(exportPhotos, async ({ query: { filter, format }, viewer }) =>
    exportResponse(format, 'photos', {
      title: 'Photos of a search',
      isTrack: false,
      photos: photosOfSearch(photoSources(), { filter, viewer }),
    }),
  ),
)
