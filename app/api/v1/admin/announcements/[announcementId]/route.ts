import { on, serve } from '@/app/api/serve'
import { endAnnouncement, listAnnouncements } from '@/lib/administration/announce'
import * as api from '@/lib/server/api/routes/administration'
import { runtime, settings } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.endAnnouncement, async ({ params: { announcementId }, viewer: actorId }) => {
    const { db } = runtime()
    await endAnnouncement(db, { announcementId, actorId })
    await settings().refresh()
    return { status: 200, body: { announcements: await listAnnouncements(db) } }
  }),
)
