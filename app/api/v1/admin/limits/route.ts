import { on, serve } from '@/app/api/serve'
import { changeLimits, listLimits } from '@/lib/administration/change-limits'
import { defaultLimits } from '@/lib/config/default-limits'
import { env } from '@/lib/config/env'
import * as api from '@/lib/server/api/routes/administration'
import { runtime, settings } from '@/lib/server/runtime'

const list = async () => ({ limits: await listLimits(runtime().db, defaultLimits(env())) })

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.listLimits, async () => ({ status: 200, body: await list() })),
  on(api.changeLimits, async ({ body: changes, viewer: actorId }) => {
    await changeLimits(runtime().db, { actorId, changes })
    await settings().refresh()
    return { status: 200, body: await list() }
  }),
)
