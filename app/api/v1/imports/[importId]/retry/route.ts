import { on, serve } from '@/app/api/serve'
import { sendImportRequested } from '@/inngest/send'
import { getImport } from '@/lib/imports/progress/get-import'
import { restartImport } from '@/lib/imports/request/restart-import'
import { retryImport } from '@/lib/server/api/routes/imports'
import { runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(retryImport, async ({ params, viewer: userId }) => {
    const own = { ...params, userId }
    const { attempt } = await restartImport(runtime().db, own)
    if (attempt !== null) await sendImportRequested({ ...own, attempt })
    return { status: 202, body: await getImport(runtime().db, own) }
  }),
)
