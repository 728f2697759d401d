import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { apiTokens } from '@/db/schema/people/api-tokens'
import { AppError } from '@/lib/errors'

/** Ends one of the user's tokens for good, at once. Safe to repeat. Throws NOT_FOUND, also for somebody else's. */
export async function revokeToken(db: Db, { tokenId, userId }: { tokenId: number; userId: number }): Promise<void> {
  const revoked = await db
    .update(apiTokens)
    .set({ revokedAt: sql`coalesce(${apiTokens.revokedAt}, now())` })
    .where(and(eq(apiTokens.id, tokenId), eq(apiTokens.userId, userId)))
    .returning({ id: apiTokens.id })
  if (revoked.length === 0) throw new AppError('NOT_FOUND', `Token ${tokenId} not found`)
}
