import { eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { apiTokens } from '@/db/schema/people/api-tokens'
import { findTokenCaller } from '@/lib/server/auth/find-token-caller'
import { createClientToken, createToken } from '@/lib/tokens/create-token'
import { listTokens } from '@/lib/tokens/list-tokens'
import { revokeToken } from '@/lib/tokens/revoke-token'
import { test } from '@/tests/support/db'
import { insertUser } from '@/tests/support/factories'

const input = { name: 'My script', scopes: ['read', 'mark'], lifetime: '30' } as const
const make = (userId: number) => ({ userId, ...input, scopes: [...input.scopes] })

describe('API tokens', () => {
  test('a token names its user and its scopes, and only its hash is stored', async ({ db }) => {
    const user = await insertUser(db)
    const { id, token } = await createToken(db, make(user.id))

    expect(token).toMatch(/^mtp_[\w-]{43}$/)
    expect(await findTokenCaller(db, token)).toEqual({
      user: { id: user.id, username: user.username, mapillaryKey: user.mapillaryKey, role: 'user' },
      scopes: ['read', 'mark'],
      token: { id, name: 'My script' },
    })
    const [row] = await db.select().from(apiTokens)
    expect(JSON.stringify(row)).not.toContain(token)
    expect(row).toMatchObject({ hint: token.slice(-4), kind: 'personal', clientId: null })
  })

  test.for(['null', '', 'mtp_', `mtp_${'A'.repeat(43)}`])('%s is nobody', async (token, { db }) => {
    await createToken(db, make((await insertUser(db)).id))
    expect(await findTokenCaller(db, token)).toBeNull()
  })

  test('one that is over or revoked is nobody', async ({ db }) => {
    const { id: userId } = await insertUser(db)
    const over = await createToken(db, make(userId))
    await db
      .update(apiTokens)
      .set({ expiresAt: new Date(0) })
      .where(eq(apiTokens.id, over.id))
    const revoked = await createToken(db, make(userId))
    await revokeToken(db, { tokenId: revoked.id, userId })
    await revokeToken(db, { tokenId: revoked.id, userId })

    expect(await findTokenCaller(db, over.token)).toBeNull()
    expect(await findTokenCaller(db, revoked.token)).toBeNull()
    expect((await listTokens(db, userId)).map(({ id }) => id)).toEqual([String(over.id)])
  })

  test("nobody revokes or sees somebody else's", async ({ db }) => {
    const [owner, other] = [await insertUser(db), await insertUser(db)]
    const { id: tokenId, token } = await createToken(db, make(owner.id))

    await expect(revokeToken(db, { tokenId, userId: other.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await listTokens(db, other.id)).toEqual([])
    expect(await findTokenCaller(db, token)).not.toBeNull()
  })

  test('its use is noted, once a minute', async ({ db }) => {
    const { id: userId } = await insertUser(db)
    const { id, token } = await createToken(db, make(userId))
    const lastUse = async () => (await listTokens(db, userId))[0]?.lastUsedAt

    expect(await lastUse()).toBeNull()
    await findTokenCaller(db, token)
    expect(await lastUse()).toBeInstanceOf(Date)
    const recent = new Date(Date.now() - 30_000)
    await db.update(apiTokens).set({ lastUsedAt: recent }).where(eq(apiTokens.id, id))
    await findTokenCaller(db, token)
    expect(await lastUse()).toEqual(recent)
    await db
      .update(apiTokens)
      .set({ lastUsedAt: new Date(0) })
      .where(eq(apiTokens.id, id))
    await findTokenCaller(db, token)
    expect((await lastUse())?.getTime()).toBeGreaterThan(0)
  })

  test('a token for a program says which', async ({ db }) => {
    const { id: userId } = await insertUser(db)
    const expiresAt = new Date('2999-01-01T00:00:00Z')
    await createClientToken(db, { userId, name: 'Uploader', clientId: 'desktop', scopes: ['import'], expiresAt })
    expect(await listTokens(db, userId)).toMatchObject([{ kind: 'client', name: 'Uploader', expiresAt }])
  })

  test('a token for a program replaces the one it had, of the same person only', async ({ db }) => {
    const [user, other] = [await insertUser(db), await insertUser(db)]
    const expiresAt = new Date('2999-01-01T00:00:00Z')
    const ask = (userId: number, clientId: string) =>
      createClientToken(db, { userId, name: clientId, clientId, scopes: ['upload'], expiresAt })
    const personal = await createToken(db, make(user.id))
    const first = await ask(user.id, 'desktop')
    const [others, phone, second] = [
      await ask(other.id, 'desktop'),
      await ask(user.id, 'phone'),
      await ask(user.id, 'desktop'),
    ]
    expect(await findTokenCaller(db, first.token)).toBeNull()
    for (const { token } of [personal, others, phone, second]) expect(await findTokenCaller(db, token)).not.toBeNull()
  })

  test('a user has 50 at most, also when many are asked for at once', async ({ pool }) => {
    const { id: userId } = await insertUser(pool)
    const asked = await Promise.allSettled(Array.from({ length: 55 }, () => createToken(pool, make(userId))))
    const refused = asked.filter((result) => result.status === 'rejected')
    expect(refused).toHaveLength(5)
    expect(refused[0]?.reason).toMatchObject({ code: 'CONFLICT' })
    expect(await listTokens(pool, userId)).toHaveLength(50)
  })
})
