import { sendImportCancelled } from '@/inngest/send'
import { requireUser } from '@/lib/auth/session'
import { handle } from '@/lib/http/handle'
import { assertSameOrigin } from '@/lib/http/same-origin'
import { parseId } from '@/lib/ids'
import { cancelImport } from '@/lib/imports/cancel-import'
import { getImport } from '@/lib/imports/get-import'
import { runtime } from '@/lib/runtime'

/** Cancels a running import; what came in stays. 409 when it is over. */
export function POST(
  request: Request,
  { params }: RouteContext<'/api/v1/imports/[importId]/cancel'>,
): Promise<Response> {
  return handle(async () => {
    const user = await requireUser()
    assertSameOrigin(request)
    const own = { importId: parseId((await params).importId, 'Import'), userId: user.id }
    await cancelImport(runtime().db, own)
    await sendImportCancelled(own)
    return Response.json(await getImport(runtime().db, own))
  })
}
