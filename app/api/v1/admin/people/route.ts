import { on, serve } from '@/app/api/serve'
import { listPeople } from '@/lib/administration/list-people'
import * as api from '@/lib/server/api/routes/administration'
import { runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.listPeople, async ({ query: { cursor: offset = 0, ...query }, nextUrl }) => {
    const { people, hasMore } = await listPeople(runtime().db, { ...query, offset })
    return { status: 200, body: { people, links: { next: nextUrl(hasMore ? String(offset + query.limit) : null) } } }
  }),
)
