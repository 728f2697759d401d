import { redirect } from 'next/navigation'
import { findUser, type SessionUser } from './session'

/** For pages that need a login: the user, or a redirect to the login that leads back to `callbackUrl` (a path). */
export async function requireUserOrLogin(callbackUrl: string): Promise<SessionUser> {
  const user = await findUser()
  if (!user) redirect(`/login?callbackUrl=${encodeURIComponent(callbackUrl)}`)
  return user
}
