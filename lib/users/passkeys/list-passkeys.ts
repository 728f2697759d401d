import { desc, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { passkeys } from '@/db/schema/people/passkeys'

export type ListedPasskey = { id: string; name: string; createdAt: Date; lastUsedAt: Date | null }

/** The user's passkeys, the newest first. */
export async function listPasskeys(db: Db, userId: number): Promise<ListedPasskey[]> {
  const rows = await db
    .select({
      id: passkeys.id,
      name: passkeys.name,
      createdAt: passkeys.createdAt,
      lastUsedAt: passkeys.lastUsedAt,
    })
    .from(passkeys)
    .where(eq(passkeys.userId, userId))
    .orderBy(desc(passkeys.id))
  return rows.map((row) => ({ ...row, id: String(row.id) }))
}
