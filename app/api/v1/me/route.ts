import { on, serve } from '@/app/api/serve'
import { sendImportCancelled } from '@/inngest/send'
import { deleteAccount } from '@/lib/personal-data/delete-account'
import { removeHiddenPictures } from '@/lib/photos/pictures/remove-hidden-pictures'
import { deleteMe, getMe } from '@/lib/server/api/routes/people'
import { pictureCache } from '@/lib/server/pictures/tools'
import { runtime, sessionCache } from '@/lib/server/runtime'
import { logSecurityEvent } from '@/lib/server/security-log'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(getMe, async ({ caller: { user, scopes, token }, origin }) => ({
    status: 200,
    body: {
      username: user.username,
      scopes: [...scopes],
      token: token && { name: token.name },
      links: { profile: `${origin}/api/v1/users/${encodeURIComponent(user.username)}` },
    },
  })),
  on(deleteMe, async ({ body, viewer: userId, request }) => {
    const { db } = runtime()
    const { erasedAfter, cancelledImportIds } = await deleteAccount(db, { userId, ...body })
    sessionCache().forget(userId)
    logSecurityEvent('account_deleted', request.headers, { userId })
    for (const importId of cancelledImportIds) await sendImportCancelled({ importId, userId })
    await removeHiddenPictures({ db, cache: pictureCache() })
    return { status: 202, body: { erasedAfter: erasedAfter.toISOString() } }
  }),
)
