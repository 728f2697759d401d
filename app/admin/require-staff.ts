import { notFound } from 'next/navigation'
import { isModerator } from '@/lib/model/people/roles'
import { requireUserOrLogin } from '@/lib/server/auth/page'
import type { SessionUser } from '@/lib/server/auth/session'

/** A moderator or an admin; nobody else is told that the page exists. */
export async function requireModeratorPage(path: string): Promise<SessionUser> {
  const user = await requireUserOrLogin(path)
  if (!isModerator(user.role)) notFound()
  return user
}

/** An admin; nobody else is told that the page exists. */
export async function requireAdminPage(path: string): Promise<SessionUser> {
  const user = await requireUserOrLogin(path)
  if (user.role !== 'admin') notFound()
  return user
}
