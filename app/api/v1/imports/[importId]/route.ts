import { requireUser } from '@/lib/auth/session'
import { handle } from '@/lib/http/handle'
import { parseId } from '@/lib/ids'
import { getImport } from '@/lib/imports/get-import'
import { runtime } from '@/lib/runtime'

/** How far one of the caller's imports is; somebody else's is 404. */
export function GET(_request: Request, { params }: RouteContext<'/api/v1/imports/[importId]'>): Promise<Response> {
  return handle(async () => {
    const user = await requireUser()
    const importId = parseId((await params).importId, 'Import')
    const progress = await getImport(runtime().db, { importId, userId: user.id })
    return Response.json(progress, { headers: { 'cache-control': 'no-store' } })
  })
}
