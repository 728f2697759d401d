import { requireUser } from '@/lib/auth/session'
import { handle } from '@/lib/http/handle'
import { parseId } from '@/lib/ids'
import { runtime } from '@/lib/runtime'
import { checkChanges } from '@/lib/sequences/check-changes'

/** What has changed on Mapillary since the last import of one of the caller's sequences; nothing is changed here. 404 for somebody else's. */
export function GET(
  _request: Request,
  { params }: RouteContext<'/api/v1/sequences/[sequenceId]/changes'>,
): Promise<Response> {
  return handle(async () => {
    const user = await requireUser()
    const sequenceId = parseId((await params).sequenceId, 'Sequence')
    const changes = await checkChanges(runtime(), { sequenceId, userId: user.id })
    return Response.json(changes, { headers: { 'cache-control': 'private, no-store' } })
  })
}
