import { handleOpen } from '@/app/api/handle-open'
import { env } from '@/lib/config/env'
import { AppError } from '@/lib/errors'
import { parseId } from '@/lib/model/ids'
import { listNotices } from '@/lib/notices/list-notices'
import { getFeedRevision } from '@/lib/notices/notice-settings'
import { writeNoticeAtom } from '@/lib/notices/write-notice-atom'
import { CACHE_CONTROL } from '@/lib/server/http/cache-control'
import { isFeedKey } from '@/lib/server/notices/feed-address'
import { runtime } from '@/lib/server/runtime'
import { findUserById } from '@/lib/users/find-user'

/** Somebody's notices for a feed reader, which has no session: the address opens them. 404 for any other, and while they are suspended. */
export function GET(request: Request, { params }: RouteContext<'/feeds/notices/[userId]/[key]'>) {
  return handleOpen(request, 'read', async () => {
    const { db } = runtime()
    const { userId: id, key } = await params
    const userId = parseId(id, 'Feed')
    const revision = await getFeedRevision(db, userId)
    if (!isFeedKey(env(), { userId, revision }, key) || !(await findUserById(db, userId)))
      throw new AppError('NOT_FOUND', 'There is no such feed')
    const { notices } = await listNotices(db, { userId })
    const origin = new URL(env().NEXTAUTH_URL).origin
    const self = `${origin}/feeds/notices/${userId}/${key}`
    return new Response(writeNoticeAtom(notices, { origin, self }), {
      headers: { 'content-type': 'application/atom+xml; charset=utf-8', 'cache-control': CACHE_CONTROL.noStore },
    })
  })
}
