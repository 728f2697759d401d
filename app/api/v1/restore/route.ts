import { on, serve } from '@/app/api/serve'
import { beginRestoreRun, findRestoreRun } from '@/lib/restore/begin-run'
import { runRestore } from '@/lib/restore/run-restore'
import * as api from '@/lib/server/api/routes/system'
import { runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.restore, async ({ body: { code } }) => {
    const tools = runtime()
    const known = await findRestoreRun(tools.db, code)
    if (known) return { status: 200, body: known }
    const { runId, run } = await beginRestoreRun(tools, code)
    // Goes on after the answer. When this process dies, the next restore goes on where it was.
    runRestore(tools, runId).then((result) => {
      for (const { what, reason } of result?.problems ?? []) console.warn(`Not restored: ${what}: ${reason}`)
    })
    return { status: 202, body: run }
  }),
)
