import { findUser, requireUser } from '@/lib/auth/session'
import { handle } from '@/lib/http/handle'
import { readJson } from '@/lib/http/read-json'
import { assertSameOrigin } from '@/lib/http/same-origin'
import { runtime } from '@/lib/runtime'
import { listTagTypes } from '@/lib/tags/list-tag-types'
import { ProposeTagTypeInput, proposeTagType } from '@/lib/tags/propose-tag-type'

/** The tree of tag types: `{ tagTypes: [{ value, parent, label, colour, state }] }`. The caller's own proposals are among them. */
export function GET() {
  return handle(async () => {
    const tagTypes = await listTagTypes(runtime().db, (await findUser())?.id ?? null)
    return Response.json({ tagTypes }, { headers: { 'cache-control': 'private, no-cache' } })
  })
}

/** Proposes a type: `{"label": "Wet leaves", "parent": "surface"}`. 201; an admin's is active at once. 409 when it is known. */
export function POST(request: Request) {
  return handle(async () => {
    const { id: userId } = await requireUser()
    assertSameOrigin(request)
    const input = ProposeTagTypeInput.parse(await readJson(request))
    return Response.json(await proposeTagType(runtime().db, { userId, ...input }), { status: 201 })
  })
}
