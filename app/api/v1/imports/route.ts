import { on, serve } from '@/app/api/serve'
import * as api from '@/lib/api/routes/imports'
import { listImports } from '@/lib/imports/list-imports'
import { runtime } from '@/lib/runtime'

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
