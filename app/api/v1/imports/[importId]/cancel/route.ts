import { on, serve } from '@/app/api/serve'
import { sendImportCancelled } from '@/inngest/send'
import * as api from '@/lib/api/routes/imports'
import { cancelImport } from '@/lib/imports/cancel-import'
import { getImport } from '@/lib/imports/get-import'
import { runtime } from '@/lib/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.cancelImport, async ({ params, viewer: userId }) => {
    const own = { ...params, userId }
    await cancelImport(runtime().db, own)
    await sendImportCancelled(own)
    return { status: 200, body: await getImport(runtime().db, own) }
  }),
)
