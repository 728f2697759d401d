import { sendImportRequested } from '@/inngest/send'
import { requireUser } from '@/lib/auth/session'
import { handle } from '@/lib/http/handle'
import { assertSameOrigin } from '@/lib/http/same-origin'
import { parseId } from '@/lib/ids'
import { getImport } from '@/lib/imports/get-import'
import { restartImport } from '@/lib/imports/restart-import'
import { runtime } from '@/lib/runtime'

/** Does again what is missing in an import that failed, was cancelled or ended with errors: 202 with the import; 409 when nothing is missing. */
export function POST(
  request: Request,
  { params }: RouteContext<'/api/v1/imports/[importId]/retry'>,
): Promise<Response> {
  return handle(async () => {
    const user = await requireUser()
    assertSameOrigin(request)
    const own = { importId: parseId((await params).importId, 'Import'), userId: user.id }
    const { attempt } = await restartImport(runtime().db, own)
    if (attempt !== null) await sendImportRequested({ ...own, attempt })
    return Response.json(await getImport(runtime().db, own), { status: 202 })
  })
}
