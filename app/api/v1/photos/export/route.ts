import { on, serve } from '@/app/api/serve'
import { photosOfSearch } from '@/lib/exports/list-photos'
import { exportPhotos } from '@/lib/server/api/routes/photos'
import { photoExportResponse } from '@/lib/server/exports/export-response'
import { photoSources } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(exportPhotos, async ({ query: { filter, format }, viewer }) =>
    photoExportResponse(format, 'photos', {
      title: 'Photos of a search',
      isTrack: false,
      photos: photosOfSearch(photoSources(), { filter, viewer }),
    }),
  ),
)
