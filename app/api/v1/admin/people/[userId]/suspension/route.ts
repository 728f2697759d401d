import { on, serve } from '@/app/api/serve'
import { sendImportCancelled } from '@/inngest/send'
import { getPerson } from '@/lib/administration/list-people'
import { removeHiddenPictures } from '@/lib/photos/pictures/remove-hidden-pictures'
import * as api from '@/lib/server/api/routes/administration'
import { pictureCache } from '@/lib/server/pictures/tools'
import { runtime, sessionCache } from '@/lib/server/runtime'
import { logSecurityEvent } from '@/lib/server/security-log'
import { electMinZooms } from '@/lib/tiles/elect-min-zoom'
import { restoreUser, suspendUser } from '@/lib/users/suspend-user'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.suspendPerson, async ({ params: { userId }, body, viewer: actorId, request }) => {
    const { db } = runtime()
    const cancelled = await db.transaction((tx) => suspendUser(tx, { userId, actorId, ...body }))
    sessionCache().forget(userId)
    logSecurityEvent('user_suspended', request.headers, { userId: actorId, personId: userId })
    for (const importId of cancelled) await sendImportCancelled({ importId, userId })
    await electMinZooms(db)
    await removeHiddenPictures({ db, cache: pictureCache() })
    return { status: 200, body: await getPerson(db, userId) }
  }),
  on(api.restorePerson, async ({ params: { userId }, viewer: actorId, request }) => {
    const { db } = runtime()
    await db.transaction((tx) => restoreUser(tx, { userId, actorId }))
    sessionCache().forget(userId)
    logSecurityEvent('user_restored', request.headers, { userId: actorId, personId: userId })
    await electMinZooms(db)
    return { status: 200, body: await getPerson(db, userId) }
  }),
)
