import { on, serve } from '@/app/api/serve'
import { isModerator } from '@/lib/model/people/roles'
import { getReport } from '@/lib/moderation/get-report'
import * as api from '@/lib/server/api/routes/reports'
import { CACHE_CONTROL } from '@/lib/server/http/cache-control'
import { runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.getReport, async ({ params, query: { key }, viewer, caller }) => ({
    status: 200,
    body: await getReport(runtime().db, { ...params, key, viewer, isModerator: isModerator(caller?.user.role) }),
    headers: { 'cache-control': CACHE_CONTROL.noStore },
  })),
)
