import { on, serve } from '@/app/api/serve'
import { env } from '@/lib/config/env'
import { AppError, notLoggedIn } from '@/lib/errors'
import * as api from '@/lib/server/api/routes/takeouts'
import { runtime } from '@/lib/server/runtime'
import { archiveResponse } from '@/lib/server/takeouts/archive-response'
import { isLinkValid, linkKeysFrom } from '@/lib/server/takeouts/signed-links'
import { openArchive } from '@/lib/takeouts/archive/open-archive'

/** next.config.mjs leads `/api/v1/takeouts/{takeoutId}.zip` here. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.getTakeoutArchive, async ({ params: { takeoutId }, query, viewer, request }) => {
    const { expires, signature, part = null } = query
    const isSigned = expires !== undefined && signature !== undefined
    if (isSigned && !isLinkValid(linkKeysFrom(env().NEXTAUTH_SECRET), { takeoutId, expires, signature }))
      throw new AppError('FORBIDDEN', 'This link is over or was changed. Take a new one from your settings.')
    if (!isSigned && viewer === null) throw notLoggedIn()
    const archive = await openArchive(runtime().db, { takeoutId, userId: isSigned ? null : viewer, part })
    return archiveResponse(runtime(), request, archive)
  }),
)
