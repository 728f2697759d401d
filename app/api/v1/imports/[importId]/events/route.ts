import { requireUser } from '@/lib/auth/session'
import { handle } from '@/lib/http/handle'
import { parseId } from '@/lib/ids'
import { getImport } from '@/lib/imports/get-import'
import { watchImport } from '@/lib/imports/watch-import'
import { runtime } from '@/lib/runtime'

/** The progress of one of the caller's imports as server-sent events, until it is over. */
export function GET(
  request: Request,
  { params }: RouteContext<'/api/v1/imports/[importId]/events'>,
): Promise<Response> {
  return handle(async () => {
    const user = await requireUser()
    const own = { importId: parseId((await params).importId, 'Import'), userId: user.id }
    await getImport(runtime().db, own)
    return new Response(watchImport(runtime().db, own, request.signal), {
      headers: {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      },
    })
  })
}
