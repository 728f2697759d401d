import { getServerSession } from 'next-auth'
import { cache } from 'react'
import { AppError } from '@/lib/errors'
import type { Role } from '@/lib/model/roles'
import { runtime } from '@/lib/server/runtime'
import { findUserById } from '@/lib/users/find-user'
import { authOptions } from './options'

export type SessionUser = { id: number; username: string; mapillaryKey: string; role: Role }

/** The user of this request's session cookie, or null (also when the account is gone or suspended). For pages, actions and route handlers. */
export const findUser = cache(async (): Promise<SessionUser | null> => {
  const session = await getServerSession(authOptions())
  return session && Number.isSafeInteger(session.user.id) ? findUserById(runtime().db, session.user.id) : null
})

/** As findUser; throws UNAUTHENTICATED when nobody is logged in. */
export async function requireUser(): Promise<SessionUser> {
  const user = await findUser()
  if (!user) throw new AppError('UNAUTHENTICATED', 'Log in with Mapillary first')
  return user
}
