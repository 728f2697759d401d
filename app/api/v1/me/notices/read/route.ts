import { on, serve } from '@/app/api/serve'
import { countUnread } from '@/lib/notices/list-notices'
import { readNotices } from '@/lib/notices/read-notices'
import * as api from '@/lib/server/api/routes/notices'
import { runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.readNotices, async ({ body: { ids }, viewer: userId }) => {
    const { db } = runtime()
    await readNotices(db, { userId, ids })
    return { status: 200, body: { unread: await countUnread(db, userId) } }
  }),
)
