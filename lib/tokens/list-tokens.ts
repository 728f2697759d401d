import { and, desc, eq, isNull } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { apiTokens } from '@/db/schema/people/api-tokens'
import type { Scope } from '@/lib/model/people/scopes'

export type ListedToken = {
  id: string
  kind: 'personal' | 'client'
  name: string
  hint: string // the last characters
  scopes: Scope[]
  createdAt: Date
  lastUsedAt: Date | null
  expiresAt: Date | null
}

/** The user's tokens that were not revoked, the newest first; those that are over stay listed. */
export async function listTokens(db: Db, userId: number): Promise<ListedToken[]> {
  const rows = await db
    .select({
      id: apiTokens.id,
      kind: apiTokens.kind,
      name: apiTokens.name,
      hint: apiTokens.hint,
      scopes: apiTokens.scopes,
      createdAt: apiTokens.createdAt,
      lastUsedAt: apiTokens.lastUsedAt,
      expiresAt: apiTokens.expiresAt,
    })
    .from(apiTokens)
    .where(and(eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt)))
    .orderBy(desc(apiTokens.id))
  return rows.map((row) => ({ ...row, id: String(row.id) }))
}
