import { and, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/people/users'
import { AppError } from '@/lib/errors'

export async function isAdmin(db: Db, userId: number): Promise<boolean> {
  return (await db.$count(users, and(eq(users.id, userId), eq(users.role, 'admin')))) > 0
}

/** Throws FORBIDDEN when the user is no admin. */
export async function requireAdmin(db: Db, userId: number): Promise<void> {
  if (!(await isAdmin(db, userId))) throw new AppError('FORBIDDEN', 'Only admins can do that')
}
