import { on, serve } from '@/app/api/serve'
import { countUnread, listNotices } from '@/lib/notices/list-notices'
import * as api from '@/lib/server/api/routes/notices'
import { runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.listNotices, async ({ query: { unread, cursor, limit }, viewer: userId, origin, nextUrl }) => {
    const { db } = runtime()
    const page = await listNotices(db, { userId, isUnreadOnly: unread === 'true', cursor, limit })
    const notices = page.notices.map(({ path, ...notice }) => ({ ...notice, links: { page: origin + path } }))
    const links = { next: nextUrl(page.nextCursor) }
    return { status: 200, body: { unread: await countUnread(db, userId), notices, links } }
  }),
)
