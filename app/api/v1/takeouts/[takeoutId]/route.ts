import { on, serve } from '@/app/api/serve'
import { sendTakeoutDeleted } from '@/inngest/send'
import * as api from '@/lib/server/api/routes/takeouts'
import { runtime } from '@/lib/server/runtime'
import { takeoutAddresses } from '@/lib/server/takeouts/addresses'
import { deleteTakeout } from '@/lib/takeouts/end-takeouts'
import { getTakeout } from '@/lib/takeouts/list-takeouts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.getTakeout, async ({ params, viewer: userId }) => ({
    status: 200,
    body: await getTakeout(runtime().db, takeoutAddresses(), { ...params, userId }),
  })),
  on(api.deleteTakeout, async ({ params, viewer: userId }) => {
    await deleteTakeout(runtime().db, { ...params, userId })
    await sendTakeoutDeleted(params)
    return new Response(null, { status: 204 })
  }),
)
