import { on, serve } from '@/app/api/serve'
import * as api from '@/lib/server/api/routes/tags'
import { runtime } from '@/lib/server/runtime'
import { listTagTypes } from '@/lib/tags/list-tag-types'
import { proposeTagType } from '@/lib/tags/propose-tag-type'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.listTagTypes, async ({ viewer }) => ({
    status: 200,
    body: { tagTypes: await listTagTypes(runtime().db, viewer) },
  })),
  on(api.proposeTagType, async ({ body, viewer: userId }) => ({
    status: 201,
    body: await proposeTagType(runtime().db, { userId, ...body }),
  })),
)
