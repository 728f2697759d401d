import { on, serve } from '@/app/api/serve'
import { announce, listAnnouncements } from '@/lib/administration/announce'
import * as api from '@/lib/server/api/routes/administration'
import { runtime, settings } from '@/lib/server/runtime'

const list = async () => ({ announcements: await listAnnouncements(runtime().db) })

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.listAnnouncements, async () => ({ status: 200, body: await list() })),
  on(api.announce, async ({ body, viewer: actorId }) => {
    await announce(runtime().db, { actorId, ...body })
    await settings().refresh()
    return { status: 201, body: await list() }
  }),
)
