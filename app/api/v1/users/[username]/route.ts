import { env } from '@/lib/env'
import { handle } from '@/lib/http/handle'
import { runtime } from '@/lib/runtime'
import { getUserTotals } from '@/lib/users/get-user-totals'

/** What everybody can see of a user, in numbers; 404 when there is none of that name. */
export function GET(_request: Request, { params }: RouteContext<'/api/v1/users/[username]'>) {
  return handle(async () => {
    const totals = await getUserTotals(runtime().db, (await params).username)
    const { origin } = new URL(env().NEXTAUTH_URL)
    const name = encodeURIComponent(totals.username)
    const links = { page: `${origin}/users/${name}`, photos: `${origin}/api/v1/photos?user=${name}` }
    return Response.json({ ...totals, links }, { headers: { 'cache-control': 'private, no-cache' } })
  })
}
