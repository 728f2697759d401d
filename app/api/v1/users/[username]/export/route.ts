import { on, serve } from '@/app/api/serve'
import { photosOfUser } from '@/lib/exports/list-photos'
import { exportUser } from '@/lib/server/api/routes/people'
import { photoExportResponse } from '@/lib/server/exports/export-response'
import { photoSources } from '@/lib/server/runtime'
import { getProfile } from '@/lib/users/get-profile'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(exportUser, async ({ params, query: { format }, viewer }) => {
    const sources = photoSources()
    const { id: userId, username } = await getProfile(sources.db, { ...params, viewer })
    return photoExportResponse(format, username, {
      title: `Photos of ${username}`,
      isTrack: true,
      photos: photosOfUser(sources, { userId, viewer }),
    })
  }),
)
