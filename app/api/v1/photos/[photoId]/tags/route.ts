import { on, serve } from '@/app/api/serve'
import { notLoggedIn } from '@/lib/errors'
import * as api from '@/lib/server/api/routes/tags'
import { runtime } from '@/lib/server/runtime'
import { createTag } from '@/lib/tags/create-tag'
import { listRemovedTags, listTags } from '@/lib/tags/list-tags'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.listTags, async ({ params, query: { state }, viewer }) => {
    const { db } = runtime()
    if (state === 'active') return { status: 200, body: { tags: await listTags(db, { ...params, viewer }) } }
    if (viewer === null) throw notLoggedIn()
    return { status: 200, body: { tags: await listRemovedTags(db, { ...params, userId: viewer }) } }
  }),
  on(api.createTag, async ({ params, body, viewer: userId }) => {
    const tag = await createTag(runtime().db, { ...params, userId, ...body })
    return { status: 201, body: tag, headers: { location: `/api/v1/tags/${tag.id}` } }
  }),
)
