import { env } from '@/lib/config/env'
import { CACHE_CONTROL } from '@/lib/server/http/cache-control'
import { handleErrors } from '@/lib/server/http/handle-errors'
import { runtime } from '@/lib/server/runtime'
import { beginPasskeyLogin } from '@/lib/users/passkeys/log-in-with-passkey'
import { requirePasskeySite } from '@/lib/users/passkeys/passkey-site'

/** What a browser needs to log in with a passkey; the gate counts it as a log-in. 409 where there can be no passkeys. */
export function POST() {
  return handleErrors(async () => {
    const options = await beginPasskeyLogin(runtime().db, requirePasskeySite(env().NEXTAUTH_URL))
    return Response.json(options, { headers: { 'cache-control': CACHE_CONTROL.noStore } })
  })
}
