import { env } from '@/lib/config/env'
import { AppError, foreignOrigin } from '@/lib/errors'
import { requireUser } from '@/lib/server/auth/session'
import { handleErrors } from '@/lib/server/http/handle-errors'
import { isSameOrigin } from '@/lib/server/http/same-origin'
import { runtime } from '@/lib/server/runtime'
import { logSecurityEvent } from '@/lib/server/security-log'
import { DESKTOP_UPLOADER, grantedAddress, redirectTo, refusedAddress } from '@/lib/server/uploads/desktop-uploader'
import { readForm } from '@/lib/server/uploads/read-form'
import { createClientToken } from '@/lib/tokens/create-token'

const DAY_MS = 24 * 60 * 60 * 1000

/** The answer to the consent page: back to the program, with a new token or with the refusal. */
export function POST(request: Request) {
  return handleErrors(async () => {
    if (!isSameOrigin(request.headers, env().NEXTAUTH_URL)) throw foreignOrigin()
    const user = await requireUser()
    const clientId = env().MTP_DESKTOP_UPLOADER_CLIENT_ID
    const form = await readForm(request)
    if (!clientId || form.client_id !== clientId) throw new AppError('NOT_FOUND', 'This program is not known here')
    if (form.decision !== 'authorize') return redirectTo(refusedAddress)
    const { id, token } = await createClientToken(runtime().db, {
      userId: user.id,
      name: DESKTOP_UPLOADER.name,
      clientId,
      scopes: [...DESKTOP_UPLOADER.scopes],
      expiresAt: new Date(Date.now() + DESKTOP_UPLOADER.tokenDays * DAY_MS),
    })
    logSecurityEvent('token_made', request.headers, { userId: user.id, tokenId: id, clientId })
    return redirectTo(grantedAddress(token))
  })
}
