import { on, serve } from '@/app/api/serve'
import { issueRestoreCode } from '@/lib/restore/begin-run'
import { createRestoreCode } from '@/lib/server/api/routes/system'
import { runtime } from '@/lib/server/runtime'
import { endOfCode } from '@/lib/users/one-time-codes'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(createRestoreCode, async () => {
    const code = await issueRestoreCode(runtime())
    console.log(`The code for the restore, good for one hour: ${code}`)
    return { status: 200, body: { expiresAt: endOfCode('restore').toISOString() } }
  }),
)
