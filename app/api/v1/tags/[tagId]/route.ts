import { findUser, requireUser } from '@/lib/auth/session'
import { AppError } from '@/lib/errors'
import { handle } from '@/lib/http/handle'
import { readJson } from '@/lib/http/read-json'
import { assertSameOrigin } from '@/lib/http/same-origin'
import { parseId } from '@/lib/ids'
import { runtime } from '@/lib/runtime'
import { getTag } from '@/lib/tags/get-tag'
import { removeTag } from '@/lib/tags/remove-tag'
import { UpdateTagInput, updateTag } from '@/lib/tags/update-tag'

type Context = RouteContext<'/api/v1/tags/[tagId]'>

/** One tag; 404 when it was removed, or the caller may not see its photo. */
export function GET(_request: Request, { params }: Context) {
  return handle(async () => {
    const tagId = parseId((await params).tagId, 'Tag')
    const { tag, isRemoved } = await getTag(runtime().db, { tagId, viewer: (await findUser())?.id ?? null })
    if (isRemoved) throw new AppError('NOT_FOUND', `Tag ${tagId} was removed`)
    return Response.json(tag, { headers: { 'cache-control': 'private, no-cache' } })
  })
}

/** Changes `type`, `shape` or both of the caller's own tag. 403 for somebody else's. */
export function PATCH(request: Request, { params }: Context) {
  return handle(async () => {
    const { id: userId } = await requireUser()
    assertSameOrigin(request)
    const tagId = parseId((await params).tagId, 'Tag')
    const input = UpdateTagInput.parse(await readJson(request))
    return Response.json(await updateTag(runtime().db, { tagId, userId, ...input }))
  })
}

/** Removes the tag: for its author, the owner of the photo, and admins. `POST …/restore` brings it back. */
export function DELETE(request: Request, { params }: Context) {
  return handle(async () => {
    const { id: userId } = await requireUser()
    assertSameOrigin(request)
    const tagId = parseId((await params).tagId, 'Tag')
    await removeTag(runtime().db, { tagId, userId })
    return Response.json({ id: String(tagId) })
  })
}
