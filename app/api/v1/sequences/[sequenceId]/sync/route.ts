import { sendImportRequested } from '@/inngest/send'
import { requireUser } from '@/lib/auth/session'
import { handle } from '@/lib/http/handle'
import { assertSameOrigin } from '@/lib/http/same-origin'
import { parseId } from '@/lib/ids'
import { requestSync } from '@/lib/imports/request-sync'
import { runtime } from '@/lib/runtime'

/** Brings in what has changed on Mapillary: 202 with the import, 200 with the one that runs already. 404 for somebody else's sequence. */
export function POST(
  request: Request,
  { params }: RouteContext<'/api/v1/sequences/[sequenceId]/sync'>,
): Promise<Response> {
  return handle(async () => {
    const user = await requireUser()
    assertSameOrigin(request)
    const sequenceId = parseId((await params).sequenceId, 'Sequence')
    const { importId, attempt } = await requestSync(runtime(), { sequenceId, userId: user.id })
    if (attempt !== null) await sendImportRequested({ importId, userId: user.id, attempt })
    return Response.json(
      { id: String(sequenceId), importId: String(importId) },
      { status: attempt === null ? 200 : 202 },
    )
  })
}
