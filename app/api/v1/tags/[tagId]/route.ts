import { on, serve } from '@/app/api/serve'
import { AppError } from '@/lib/errors'
import * as api from '@/lib/server/api/routes/tags'
import { runtime } from '@/lib/server/runtime'
import { getTag } from '@/lib/tags/get-tag'
import { removeTag } from '@/lib/tags/remove-tag'
import { updateTag } from '@/lib/tags/update-tag'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.getTag, async ({ params: { tagId }, viewer }) => {
    const { tag, isRemoved } = await getTag(runtime().db, { tagId, viewer })
    if (isRemoved) throw new AppError('NOT_FOUND', `Tag ${tagId} was removed`)
    return { status: 200, body: tag }
  }),
  on(api.updateTag, async ({ params, body, viewer: userId }) => ({
    status: 200,
    body: await updateTag(runtime().db, { ...params, userId, ...body }),
  })),
  on(api.removeTag, async ({ params: { tagId }, viewer: userId }) => {
    await removeTag(runtime().db, { tagId, userId })
    return { status: 200, body: { id: String(tagId) } }
  }),
)
