import { requireUser } from '@/lib/auth/session'
import { handle } from '@/lib/http/handle'
import { parseId } from '@/lib/ids'
import { runtime } from '@/lib/runtime'
import { getTagHistory } from '@/lib/tags/get-tag-history'

/** What happened to the tag, `{ changes }`, the first first: for its author, the owner of the photo, and admins. */
export function GET(_request: Request, { params }: RouteContext<'/api/v1/tags/[tagId]/history'>) {
  return handle(async () => {
    const { id: userId } = await requireUser()
    const tagId = parseId((await params).tagId, 'Tag')
    const changes = await getTagHistory(runtime().db, { tagId, userId })
    return Response.json({ changes }, { headers: { 'cache-control': 'private, no-cache' } })
  })
}
