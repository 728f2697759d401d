import { and, eq, gt, isNull, lt, or, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { apiTokens } from '@/db/schema/people/api-tokens'
import { users } from '@/db/schema/people/users'
import type { Caller } from '@/lib/server/admission/caller'
import { hashOf, looksLikeToken } from '@/lib/tokens/token'
import { isActiveAccount } from '@/lib/users/active-account'

/** Who calls with this API token; null when it is unknown, revoked or over, or its user suspended. Notes its use, to the minute. */
export async function findTokenCaller(db: Db, token: string): Promise<Caller | null> {
  if (!looksLikeToken(token)) return null
  const [row] = await db
    .select({
      user: { id: users.id, username: users.username, mapillaryKey: users.mapillaryKey, role: users.role },
      scopes: apiTokens.scopes,
      id: apiTokens.id,
      name: apiTokens.name,
      isUseNoted: sql<boolean>`coalesce(${apiTokens.lastUsedAt} > now() - interval '1 minute', false)`,
    })
    .from(apiTokens)
    .innerJoin(users, eq(users.id, apiTokens.userId))
    .where(
      and(
        eq(apiTokens.hash, hashOf(token)),
        isActiveAccount,
        isNull(apiTokens.revokedAt),
        or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, sql`now()`)),
      ),
    )
  if (!row) return null
  if (!row.isUseNoted) await noteUse(db, row.id)
  return { user: row.user, scopes: row.scopes, token: { id: row.id, name: row.name } }
}

async function noteUse(db: Db, id: number): Promise<void> {
  const isOld = or(isNull(apiTokens.lastUsedAt), lt(apiTokens.lastUsedAt, sql`now() - interval '1 minute'`))
  await db
    .update(apiTokens)
    .set({ lastUsedAt: sql`now()` })
    .where(and(eq(apiTokens.id, id), isOld))
}
