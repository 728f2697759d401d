import { on, serve } from '@/app/api/serve'
import { sendTakeoutRequested } from '@/inngest/send'
import * as api from '@/lib/server/api/routes/takeouts'
import { photoSources, runtime } from '@/lib/server/runtime'
import { takeoutAddresses } from '@/lib/server/takeouts/addresses'
import { getTakeout, listTakeouts } from '@/lib/takeouts/list-takeouts'
import { requestTakeout } from '@/lib/takeouts/request-takeout'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.listTakeouts, async ({ viewer: userId }) => ({
    status: 200,
    body: { takeouts: await listTakeouts(runtime().db, takeoutAddresses(), userId), links: { next: null } },
  })),
  on(api.createTakeout, async ({ viewer: userId, body }) => {
    const requested = await requestTakeout(photoSources(), { userId, input: body })
    await sendTakeoutRequested(requested)
    const takeout = await getTakeout(runtime().db, takeoutAddresses(), { takeoutId: requested.takeoutId, userId })
    return { status: 202, body: takeout, headers: { location: takeout.links.self } }
  }),
)
