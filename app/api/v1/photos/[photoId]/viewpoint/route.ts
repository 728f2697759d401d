import { z } from 'zod'
import { requireUser } from '@/lib/auth/session'
import { AppError } from '@/lib/errors'
import { handle } from '@/lib/http/handle'
import { assertSameOrigin } from '@/lib/http/same-origin'
import { parseId } from '@/lib/ids'
import { runtime } from '@/lib/runtime'
import { getViewpoint } from '@/lib/viewpoints/get-viewpoint'
import { markViewpoint } from '@/lib/viewpoints/mark-viewpoint'
import { removeViewpoint } from '@/lib/viewpoints/remove-viewpoint'

type Context = RouteContext<'/api/v1/photos/[photoId]/viewpoint'>

const Mark = z.object({ value: z.boolean() })

/** The caller's own mark (`null`: none) and the count: `{ value, count }`. 401 when nobody is logged in. */
export function GET(_request: Request, { params }: Context) {
  return handle(async () => {
    const { id: userId } = await requireUser()
    const photoId = parseId((await params).photoId, 'Photo')
    return answer(await getViewpoint(runtime().db, { photoId, userId }))
  })
}

/** Marks the photo `{"value": true|false}`. 403 for its owner. */
export function PUT(request: Request, { params }: Context) {
  return handle(async () => {
    const { id: userId } = await requireUser()
    assertSameOrigin(request)
    const photoId = parseId((await params).photoId, 'Photo')
    const { value } = Mark.parse(await readJson(request))
    return answer(await markViewpoint(runtime().db, { photoId, userId, value }))
  })
}

/** Takes the mark back. 403 for the photo's owner. */
export function DELETE(request: Request, { params }: Context) {
  return handle(async () => {
    const { id: userId } = await requireUser()
    assertSameOrigin(request)
    const photoId = parseId((await params).photoId, 'Photo')
    return answer(await removeViewpoint(runtime().db, { photoId, userId }))
  })
}

function answer(viewpoint: object): Response {
  return Response.json(viewpoint, { headers: { 'cache-control': 'no-store' } })
}

async function readJson(request: Request): Promise<unknown> {
  return request.json().catch((cause: unknown) => {
    throw new AppError('INVALID_INPUT', 'Expected JSON', { cause })
  })
}
