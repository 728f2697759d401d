import { findUser, requireUser } from '@/lib/auth/session'
import { handle } from '@/lib/http/handle'
import { readJson } from '@/lib/http/read-json'
import { assertSameOrigin } from '@/lib/http/same-origin'
import { parseId } from '@/lib/ids'
import { runtime } from '@/lib/runtime'
import { CreateTagInput, createTag } from '@/lib/tags/create-tag'
import { listRemovedTags, listTags } from '@/lib/tags/list-tags'

type Context = RouteContext<'/api/v1/photos/[photoId]/tags'>

/** The tags that people gave the photo: `{ tags }`. With `?state=removed` those that the caller may bring back. */
export function GET(request: Request, { params }: Context) {
  return handle(async () => {
    const photoId = parseId((await params).photoId, 'Photo')
    const { db } = runtime()
    const isRemoved = new URL(request.url).searchParams.get('state') === 'removed'
    const tags = isRemoved
      ? await listRemovedTags(db, { photoId, userId: (await requireUser()).id })
      : await listTags(db, { photoId, viewer: (await findUser())?.id ?? null })
    return Response.json({ tags }, { headers: { 'cache-control': 'private, no-cache' } })
  })
}

/** Tags a region: `{"type": "bench", "shape": …}`. 201 with the tag; 409 for the same region twice. */
export function POST(request: Request, { params }: Context) {
  return handle(async () => {
    const { id: userId } = await requireUser()
    assertSameOrigin(request)
    const photoId = parseId((await params).photoId, 'Photo')
    const input = CreateTagInput.parse(await readJson(request))
    const tag = await createTag(runtime().db, { photoId, userId, ...input })
    return Response.json(tag, { status: 201, headers: { location: `/api/v1/tags/${tag.id}` } })
  })
}
