import { on, serve } from '@/app/api/serve'
import { getPerson } from '@/lib/administration/list-people'
import { setQuota } from '@/lib/administration/set-quota'
import * as api from '@/lib/server/api/routes/administration'
import { runtime, sessionCache } from '@/lib/server/runtime'
import { logSecurityEvent } from '@/lib/server/security-log'
import { setRole } from '@/lib/users/set-role'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.changePerson, async ({ params: { userId }, body: { role, photosPerDay }, viewer: actorId, request }) => {
    const { db } = runtime()
    await db.transaction(async (tx) => {
      if (role !== undefined) await setRole(tx, { userId, role, actorId })
      if (photosPerDay !== undefined) await setQuota(tx, { userId, photosPerDay, actorId })
    })
    sessionCache().forget(userId)
    if (role !== undefined)
      logSecurityEvent('role_changed', request.headers, { userId: actorId, personId: userId, role })
    return { status: 200, body: await getPerson(db, userId) }
  }),
)
