import { redirect } from 'next/navigation'
import type { Session } from '@/lib/users/sessions/find-session'
import { findCurrentSession, findCurrentSuspension, type SessionUser } from './session'

/** For pages that need a login: the session, or a redirect to the login that leads back to `callbackUrl` (a path). */
export async function requireSessionOrLogin(callbackUrl: string): Promise<Session> {
  const session = await findCurrentSession()
  if (!session && (await findCurrentSuspension())) redirect('/suspended')
  if (!session) redirect(`/login?callbackUrl=${encodeURIComponent(callbackUrl)}`)
  return session
}

/** As requireSessionOrLogin: the user. */
export async function requireUserOrLogin(callbackUrl: string): Promise<SessionUser> {
  return (await requireSessionOrLogin(callbackUrl)).user
}
