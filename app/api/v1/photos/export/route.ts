import { on, serve } from '@/app/api/serve'
import { photosOfSearch } from '@/lib/exports/photos'
import { exportPhotos } from '@/lib/server/api/routes/photos'
import { exportResponse } from '@/lib/server/exports/export-response'
import { photoSources } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(exportPhotos, async ({ query: { filter, format }, viewer }) =>
    exportResponse(format, 'photos', {
      title: 'Photos of a search',
      isTrack: false,
      photos: photosOfSearch(photoSources(), { filter, viewer }),
    }),
  ),
)
