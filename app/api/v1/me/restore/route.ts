import { on, serve } from '@/app/api/serve'
import { restoreMe } from '@/lib/server/api/routes/people'
import { runtime } from '@/lib/server/runtime'
import { restoreAccount } from '@/lib/users/restore-account'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(restoreMe, async ({ caller: { user } }) => {
    const restored = await runtime().db.transaction((tx) => restoreAccount(tx, user.id))
    return { status: 200, body: { username: user.username, restored } }
  }),
)
