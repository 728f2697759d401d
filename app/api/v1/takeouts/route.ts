import { on, serve } from '@/app/api/serve'
import { sendTakeoutRequested } from '@/inngest/send'
import { HttpError } from '@/lib/errors'
import * as api from '@/lib/server/api/routes/takeouts'
import { runtime } from '@/lib/server/runtime'
import { takeoutAddresses } from '@/lib/server/takeouts/addresses'
import { getTakeout, listTakeouts } from '@/lib/takeouts/list-takeouts'
import { requestTakeout } from '@/lib/takeouts/request-takeout'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.listTakeouts, async ({ viewer: userId }) => ({
    status: 200,
    body: { takeouts: await listTakeouts(runtime().db, takeoutAddresses(), userId), links: { next: null } },
  })),
  on(api.createTakeout, async ({ viewer: userId, body }) => {
    if (body.repaired)
      throw new HttpError(
        422,
        'Unprocessable content',
        '"repaired": copies with repaired metadata are not supported yet',
      )
    const { db } = runtime()
    const requested = await requestTakeout(db, { userId, input: body })
    await sendTakeoutRequested(requested)
    const takeout = await getTakeout(db, takeoutAddresses(), { takeoutId: requested.takeoutId, userId })
    return { status: 202, body: takeout, headers: { location: takeout.links.self } }
  }),
)
