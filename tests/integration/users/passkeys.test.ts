import { eq, sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import { unsavedChanges } from '@/db/schema/instance'
import { audit } from '@/db/schema/people/audit'
import { oneTimeCodes, passkeys } from '@/db/schema/people/passkeys'
import { users } from '@/db/schema/people/users'
import { addPasskey, beginRegistration } from '@/lib/users/passkeys/add-passkey'
import { listPasskeys } from '@/lib/users/passkeys/list-passkeys'
import { beginPasskeyLogin, logInWithPasskey } from '@/lib/users/passkeys/log-in-with-passkey'
import { removePasskey } from '@/lib/users/passkeys/remove-passkey'
import { createAuthenticator } from '@/tests/support/authenticator'
import { test } from '@/tests/support/db'
import { insertUser } from '@/tests/support/factories'

const SITE = { rpId: 'photos.example', origin: 'https://photos.example' }
const FORBIDDEN = { code: 'FORBIDDEN' }

const handleOf = (userId: number) => Buffer.from(String(userId)).toString('base64url')

/** A user with a passkey, and the device that has it. */
async function withPasskey(db: Db, values: Partial<typeof users.$inferInsert> = {}) {
  const user = await insertUser(db, values)
  const device = createAuthenticator()
  const { challenge } = await beginRegistration(db, SITE, user)
  const response = device.register({ challenge, ...SITE })
  const { id } = await addPasskey(db, SITE, { userId: user.id, name: 'My phone', response })
  return { user, device, passkeyId: id, handle: handleOf(user.id) }
}

/** What the device answers to a new challenge. */
async function answerOf(
  db: Db,
  { device, handle }: { device: ReturnType<typeof createAuthenticator>; handle: string },
  lie: Partial<typeof SITE & { challenge: string }> = {},
) {
  const { challenge } = await beginPasskeyLogin(db, SITE)
  return device.logIn({ challenge, ...SITE, ...lie }, handle)
}

test('a passkey logs its user in, again and again, and its last use is shown', async ({ db }) => {
  const person = await withPasskey(db)
  const { id, username } = person.user
  expect(await listPasskeys(db, id)).toMatchObject([{ name: 'My phone', lastUsedAt: null }])
  for (const _time of ['once', 'twice'])
    expect(await logInWithPasskey(db, SITE, await answerOf(db, person))).toEqual({ id, username, isRestored: false })
  expect((await listPasskeys(db, id))[0]?.lastUsedAt).toBeInstanceOf(Date)
  const actions = await db.select({ action: audit.action }).from(audit).where(eq(audit.userId, id))
  expect(actions).toEqual([{ action: 'passkey.added' }])
})

test('the options ask for a passkey that needs no name typed, and say nothing about anybody', async ({ db }) => {
  const { user, device } = await withPasskey(db)
  expect(await beginRegistration(db, SITE, user)).toMatchObject({
    rp: { id: SITE.rpId },
    user: { id: handleOf(user.id) },
    authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
    excludeCredentials: [{ id: device.credentialId }],
  })
  const login = await beginPasskeyLogin(db, SITE)
  expect(login).toMatchObject({ rpId: SITE.rpId, userVerification: 'preferred' })
  expect(login.allowCredentials).toBeUndefined()
})

test('logging in takes the deletion of an account back, until it is being erased', async ({ db }) => {
  const person = await withPasskey(db)
  const change = (values: Partial<typeof users.$inferInsert>) =>
    db.update(users).set(values).where(eq(users.id, person.user.id))
  await change({ deletingAt: new Date() })
  expect(await logInWithPasskey(db, SITE, await answerOf(db, person))).toMatchObject({ isRestored: true })
  await change({ deletingAt: new Date(), erasingAt: new Date() })
  await expect(logInWithPasskey(db, SITE, await answerOf(db, person))).rejects.toMatchObject(FORBIDDEN)
})

describe('a log-in is refused', () => {
  test('with an answer that was used before', async ({ db }) => {
    const person = await withPasskey(db)
    const answer = await answerOf(db, person)
    await logInWithPasskey(db, SITE, answer)
    await expect(logInWithPasskey(db, SITE, answer)).rejects.toMatchObject(FORBIDDEN)
  })

  test('to another challenge: a made-up one, one for a registration, one that is over', async ({ db }) => {
    const person = await withPasskey(db)
    const madeUp = Buffer.alloc(32).toString('base64url')
    await expect(logInWithPasskey(db, SITE, await answerOf(db, person, { challenge: madeUp }))).rejects.toMatchObject(
      FORBIDDEN,
    )
    const { challenge } = await beginRegistration(db, SITE, person.user)
    await expect(logInWithPasskey(db, SITE, await answerOf(db, person, { challenge }))).rejects.toMatchObject(FORBIDDEN)
    const late = await answerOf(db, person)
    await db.update(oneTimeCodes).set({ expiresAt: sql`now() - interval '1 second'` })
    await expect(logInWithPasskey(db, SITE, late)).rejects.toMatchObject(FORBIDDEN)
  })

  test('made for another site, and its challenge is spent', async ({ db }) => {
    const person = await withPasskey(db)
    const { challenge } = await beginPasskeyLogin(db, SITE)
    for (const lie of [
      { origin: 'https://evil.example' },
      { origin: 'http://photos.example' },
      { rpId: 'evil.example' },
    ])
      await expect(logInWithPasskey(db, SITE, await answerOf(db, person, lie))).rejects.toMatchObject(FORBIDDEN)
    const elsewhere = person.device.logIn({ challenge, ...SITE, origin: 'https://evil.example' }, person.handle)
    await expect(logInWithPasskey(db, SITE, elsewhere)).rejects.toMatchObject(FORBIDDEN)
    const here = person.device.logIn({ challenge, ...SITE }, person.handle)
    await expect(logInWithPasskey(db, SITE, here)).rejects.toMatchObject(FORBIDDEN)
  })

  test('in the name of another user, with a foreign signature, or by a copy of the device', async ({ db }) => {
    const [person, other] = [await withPasskey(db), await withPasskey(db)]
    await expect(
      logInWithPasskey(db, SITE, await answerOf(db, { ...person, handle: other.handle })),
    ).rejects.toMatchObject(FORBIDDEN)
    const forged = { ...(await answerOf(db, other)), id: person.device.credentialId, rawId: person.device.credentialId }
    forged.response.userHandle = person.handle
    await expect(logInWithPasskey(db, SITE, forged)).rejects.toMatchObject(FORBIDDEN)
    await db.update(passkeys).set({ useCount: 1_000 }).where(eq(passkeys.id, person.passkeyId))
    await expect(logInWithPasskey(db, SITE, await answerOf(db, person))).rejects.toMatchObject(FORBIDDEN)
    expect((await listPasskeys(db, person.user.id))[0]?.lastUsedAt).toBeNull()
  })

  test('of somebody whose passkey was removed', async ({ db }) => {
    const person = await withPasskey(db)
    const other = await insertUser(db)
    const remove = (userId: number) => removePasskey(db, { passkeyId: person.passkeyId, userId })
    await expect(remove(other.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await remove(person.user.id)
    await expect(remove(person.user.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(logInWithPasskey(db, SITE, await answerOf(db, person))).rejects.toMatchObject(FORBIDDEN)
  })
})

describe('a passkey is not added', () => {
  test('to somebody else than whom the challenge was for, twice, or from another site', async ({ db }) => {
    const [person, other] = [await insertUser(db), await insertUser(db)]
    const device = createAuthenticator()
    const add = async (userId: number, lie: Partial<typeof SITE> = {}) => {
      const { challenge } = await beginRegistration(db, SITE, person)
      const response = device.register({ challenge, ...SITE, ...lie })
      return addPasskey(db, SITE, { userId, name: 'Key', response })
    }
    await expect(add(other.id)).rejects.toMatchObject(FORBIDDEN)
    await expect(add(person.id, { origin: 'https://evil.example' })).rejects.toMatchObject(FORBIDDEN)
    await expect(add(person.id, { rpId: 'evil.example' })).rejects.toMatchObject(FORBIDDEN)
    await add(person.id)
    await expect(add(person.id)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await db.$count(passkeys)).toBe(1)
  })

  test('when there are twenty already', async ({ db }) => {
    const { id: userId, ...user } = await insertUser(db)
    const rows = Array.from({ length: 20 }, (_, n) => ({ userId, name: 'x', credentialId: `${n}`, publicKey: 'x' }))
    await db.insert(passkeys).values(rows)
    const { challenge } = await beginRegistration(db, SITE, { id: userId, ...user })
    const response = createAuthenticator().register({ challenge, ...SITE })
    await expect(addPasskey(db, SITE, { userId, name: 'One more', response })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })
})

test('of two who use the same answer at once one is let in', async ({ pool }) => {
  const person = await withPasskey(pool)
  const answer = await answerOf(pool, person)
  const results = await Promise.allSettled([1, 2, 3].map(() => logInWithPasskey(pool, SITE, answer)))
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('a new passkey is news for the backup, a log-in with it is not', async ({ db }) => {
  const person = await withPasskey(db)
  expect(await db.$count(unsavedChanges, eq(unsavedChanges.kind, 'users'))).toBeGreaterThan(1)
  await db.delete(unsavedChanges)
  await logInWithPasskey(db, SITE, await answerOf(db, person))
  expect(await db.$count(unsavedChanges)).toBe(0)
  await removePasskey(db, { passkeyId: person.passkeyId, userId: person.user.id })
  expect(await db.$count(unsavedChanges)).toBe(1)
})
