import { and, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { imports } from '@/db/schema/imports'

/** How many imports of the user go on only after the next login. */
export async function countWaitingForLogin(db: Db, userId: number): Promise<number> {
  return db.$count(imports, and(eq(imports.userId, userId), eq(imports.state, 'waiting_for_login')))
}
