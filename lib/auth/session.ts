import { getServerSession } from 'next-auth'
import { authOptions } from '@/lib/auth/options'
import { AppError } from '@/lib/errors'

export type SessionUser = { id: number; username: string }

/** The user of this request's session cookie, or null. For pages, actions and route handlers. */
export async function findUser(): Promise<SessionUser | null> {
  const session = await getServerSession(authOptions())
  return session?.user ?? null
}

/** As findUser; throws UNAUTHENTICATED when nobody is logged in. */
export async function requireUser(): Promise<SessionUser> {
  const user = await findUser()
  if (!user) throw new AppError('UNAUTHENTICATED', 'Log in with Mapillary first')
  return user
}
