import { on, serve } from '@/app/api/serve'
import { sendImportCancelled } from '@/inngest/send'
import { getImport } from '@/lib/imports/progress/get-import'
import { cancelImport } from '@/lib/imports/request/cancel-import'
import * as api from '@/lib/server/api/routes/imports'
import { runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.cancelImport, async ({ params, viewer: userId }) => {
    const own = { ...params, userId }
    await cancelImport(runtime().db, own)
    await sendImportCancelled(own)
    return { status: 200, body: await getImport(runtime().db, own) }
  }),
)
