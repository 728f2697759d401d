import { requireUser } from '@/lib/auth/session'
import { handle } from '@/lib/http/handle'
import { assertSameOrigin } from '@/lib/http/same-origin'
import { parseId } from '@/lib/ids'
import { runtime } from '@/lib/runtime'
import { restoreTag } from '@/lib/tags/restore-tag'

/** Brings a removed tag back; 409 when its author has tagged the region again meanwhile. */
export function POST(request: Request, { params }: RouteContext<'/api/v1/tags/[tagId]/restore'>) {
  return handle(async () => {
    const { id: userId } = await requireUser()
    assertSameOrigin(request)
    const tagId = parseId((await params).tagId, 'Tag')
    return Response.json(await restoreTag(runtime().db, { tagId, userId }))
  })
}
