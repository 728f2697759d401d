import { requireUser } from '@/lib/auth/session'
import { handle } from '@/lib/http/handle'
import { readJson } from '@/lib/http/read-json'
import { assertSameOrigin } from '@/lib/http/same-origin'
import { runtime } from '@/lib/runtime'
import { DecideTagTypeInput, decideTagType } from '@/lib/tags/decide-tag-type'

/** For admins: approves or refuses a type, `{"state": "active"|"rejected"}`, or changes its `label` or `colour`. */
export function PATCH(request: Request, { params }: RouteContext<'/api/v1/tag-types/[value]'>) {
  return handle(async () => {
    const { id: userId } = await requireUser()
    assertSameOrigin(request)
    const { value } = await params
    const input = DecideTagTypeInput.parse(await readJson(request))
    return Response.json(await decideTagType(runtime().db, { value, userId, ...input }))
  })
}
