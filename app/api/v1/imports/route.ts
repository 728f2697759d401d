import { on, serve } from '@/app/api/serve'
import { listImports } from '@/lib/imports/progress/list-imports'
import * as api from '@/lib/server/api/routes/imports'
import { runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.listImports, async ({ query, viewer: userId, nextUrl }) => {
    const { imports, nextCursor } = await listImports(runtime().db, { ...query, userId })
    const summaries = imports.map(({ state, requestedAt, ...rest }) => ({
      ...rest,
      status: state,
      requestedAt: requestedAt.toISOString(),
    }))
    return { status: 200, body: { imports: summaries, links: { next: nextUrl(nextCursor) } } }
  }),
)
