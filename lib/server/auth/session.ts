import { headers } from 'next/headers'
import { cache } from 'react'
import { env } from '@/lib/config/env'
import { AppError } from '@/lib/errors'
import { runtime, sessionCache } from '@/lib/server/runtime'
import type { Session } from '@/lib/users/sessions/find-session'
import { findSuspendedSession, type SuspendedSession } from '@/lib/users/sessions/find-suspended-session'
import { readSessionCookie } from './session-cookie'

export type SessionUser = Session['user']

/** The session of a request by its cookie, or null when nobody is logged in, or no longer. */
export async function findSessionOf(requestHeaders: Headers): Promise<Session | null> {
  const claims = await readSessionCookie(requestHeaders.get('cookie'), env())
  return claims && sessionCache().find(claims, requestHeaders.get('user-agent'))
}

/** The session of the request that is being answered, or null. For pages and actions. */
export const findCurrentSession = cache(async () => findSessionOf(await headers()))

/** The log-in of a suspended person, or null. It lets nobody do anything but read why, and appeal. */
export const findCurrentSuspension = cache(async (): Promise<SuspendedSession | null> => {
  const claims = await readSessionCookie((await headers()).get('cookie'), env())
  return claims && findSuspendedSession(runtime().db, claims)
})

/** The user of the request that is being answered, or null. For pages and actions. */
export async function findUser(): Promise<SessionUser | null> {
  const session = await findCurrentSession()
  return session?.user ?? null
}

/** As findUser; throws UNAUTHENTICATED when nobody is logged in. */
export async function requireUser(): Promise<SessionUser> {
  return (await requireSession()).user
}

/** As findCurrentSession; throws UNAUTHENTICATED when nobody is logged in. */
export async function requireSession(): Promise<Session> {
  const session = await findCurrentSession()
  if (!session) throw new AppError('UNAUTHENTICATED', 'Log in with Mapillary first')
  return session
}
