import { isNotNull } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { instance } from '@/db/schema/instance'
import { AppError } from '@/lib/errors'

/** Whether a restore is filling this database, or was interrupted. */
export async function isBeingRestored(db: Db): Promise<boolean> {
  return (await db.$count(instance, isNotNull(instance.restoringSince))) > 0
}

/** Throws CONFLICT while a restore fills the database: accounts get their ids back, and what began now would take those of others. */
export async function requireNoRestore(db: Db): Promise<void> {
  if (await isBeingRestored(db))
    throw new AppError('CONFLICT', 'This site is being brought back from its backup. Log in when that has ended.')
}
