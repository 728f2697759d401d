import { and, eq, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { apiTokens } from '@/db/schema/people/api-tokens'
import { users } from '@/db/schema/people/users'
import { AppError } from '@/lib/errors'
import { SCOPES, type Scope } from '@/lib/model/people/scopes'
import { newToken } from './token'

const MOST_TOKENS = 50
const DAY_MS = 24 * 60 * 60 * 1000

const TOKEN_LIFETIMES = { '30': 30, '90': 90, '365': 365, never: null } as const // days

export const CreateTokenInput = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'Give it a name')
    .max(60, 'At most 60 characters')
    .regex(/^\P{Cc}*$/u, 'One line of text'),
  scopes: z.array(z.enum(SCOPES)).min(1, 'Choose at least one'),
  lifetime: z.enum(['30', '90', '365', 'never']),
})
export type CreateTokenInput = z.infer<typeof CreateTokenInput>

/** A token that a user made on the settings page. Throws CONFLICT when there are too many. */
export function createToken(
  db: Db,
  { userId, name, scopes, lifetime }: { userId: number } & CreateTokenInput,
): Promise<{ id: number; token: string }> {
  const days = TOKEN_LIFETIMES[lifetime]
  const expiresAt = days === null ? null : new Date(Date.now() + days * DAY_MS)
  return store(db, { userId, kind: 'personal', name, clientId: null, scopes, expiresAt })
}

/** A token for a program that its user allowed to act for them; it replaces the one that the program had. Throws CONFLICT when there are too many. */
export function createClientToken(
  db: Db,
  token: { userId: number; name: string; clientId: string; scopes: Scope[]; expiresAt: Date },
): Promise<{ id: number; token: string }> {
  return store(db, { kind: 'client', ...token })
}

async function store(
  db: Db,
  values: Omit<typeof apiTokens.$inferInsert, 'hash' | 'hint'>,
): Promise<{ id: number; token: string }> {
  const { token, hash, hint } = newToken()
  return db.transaction(async (tx) => {
    // The row of the user lines up requests that come at once, so that all of them are counted.
    await tx.select({ id: users.id }).from(users).where(eq(users.id, values.userId)).for('update')
    if (values.clientId) await revokeEarlier(tx, values.userId, values.clientId)
    const held = and(
      eq(apiTokens.userId, values.userId),
      isNull(apiTokens.revokedAt),
      sql`(${apiTokens.expiresAt} is null or ${apiTokens.expiresAt} > now())`,
    )
    if ((await tx.$count(apiTokens, held)) >= MOST_TOKENS) {
      throw new AppError('CONFLICT', `You have ${MOST_TOKENS} tokens already. Revoke one that you no longer need.`)
    }
    const { id } = one(
      await tx
        .insert(apiTokens)
        .values({ ...values, hash, hint })
        .returning({ id: apiTokens.id }),
    )
    return { id, token }
  })
}

async function revokeEarlier(db: Db, userId: number, clientId: string): Promise<void> {
  await db
    .update(apiTokens)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(apiTokens.userId, userId), eq(apiTokens.clientId, clientId), isNull(apiTokens.revokedAt)))
}
