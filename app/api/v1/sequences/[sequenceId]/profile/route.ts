import { findUser } from '@/lib/auth/session'
import { handle } from '@/lib/http/handle'
import { parseId } from '@/lib/ids'
import { runtime } from '@/lib/runtime'
import { getProfile } from '@/lib/sequences/get-profile'

/** Altitude over distance in at most some hundred points; `profile` is null when no photo has an altitude. */
export function GET(_request: Request, { params }: RouteContext<'/api/v1/sequences/[sequenceId]/profile'>) {
  return handle(async () => {
    const sequenceId = parseId((await params).sequenceId, 'Sequence')
    const viewer = (await findUser())?.id ?? null
    const profile = await getProfile(runtime().db, { sequenceId, viewer })
    return Response.json({ profile }, { headers: { 'cache-control': 'private, no-cache' } })
  })
}
