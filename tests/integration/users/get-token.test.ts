import { randomBytes } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import { mapillaryAccounts } from '@/db/schema/people/users'
import { AppError } from '@/lib/errors'
import type { MapillaryLogin } from '@/lib/mapillary/types'
import { getToken } from '@/lib/users/get-token'
import { logIn } from '@/lib/users/log-in'
import type { TokenKeys } from '@/lib/users/token-cipher'
import { test } from '@/tests/support/db'

const HOUR = 3_600_000
const tokenKeys: TokenKeys = [randomBytes(32)]

/** A user whose token holds for ten hours more or less, `left` of which are left. */
async function userWith(db: Db, left: number): Promise<number> {
  const now = Date.now()
  const login = { mapillaryKey: '7', username: 'ada', token: 'first', expiresAt: new Date(now + left) }
  const { id } = await logIn({ db, tokenKeys }, login)
  await db
    .update(mapillaryAccounts)
    .set({ updatedAt: new Date(now + left - 10 * HOUR) })
    .where(eq(mapillaryAccounts.userId, id))
  return id
}

function mapillary(refresh: (token: string) => Promise<MapillaryLogin>) {
  const asked: string[] = []
  return {
    asked,
    hasEnded: false,
    refreshLogin: (token: string) => {
      asked.push(token)
      return refresh(token)
    },
  }
}

const newer = async () => ({ token: 'second', expiresAt: new Date(Date.now() + 10 * HOUR) })

describe('the token of a user', () => {
  test('is left alone while it holds for long', async ({ db }) => {
    const userId = await userWith(db, 5 * HOUR)
    const service = mapillary(newer)
    expect(await getToken({ db, tokenKeys, mapillary: service }, userId)).toEqual({ token: 'first', revision: 1 })
    expect(service.asked).toEqual([])
  })

  test('is refreshed before it ends, and the newer one is kept', async ({ db }) => {
    const userId = await userWith(db, HOUR)
    const service = mapillary(newer)
    const tools = { db, tokenKeys, mapillary: service }
    expect(await getToken(tools, userId)).toEqual({ token: 'second', revision: 2 })
    expect(await getToken(tools, userId)).toEqual({ token: 'second', revision: 2 })
    expect(service.asked).toEqual(['first'])
  })

  test('is used as it is when a newer one cannot be had at the moment', async ({ db }) => {
    const userId = await userWith(db, HOUR)
    const service = mapillary(() => Promise.reject(new AppError('UPSTREAM_FAILED', 'down')))
    expect(await getToken({ db, tokenKeys, mapillary: service }, userId)).toEqual({ token: 'first', revision: 1 })
  })

  test('that Mapillary refuses to refresh asks for a new login', async ({ db }) => {
    const userId = await userWith(db, HOUR)
    const service = mapillary(() => Promise.reject(new AppError('UNAUTHENTICATED', 'no')))
    await expect(getToken({ db, tokenKeys, mapillary: service }, userId)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    })
    const [account] = await db.select().from(mapillaryAccounts)
    expect(account?.state).toBe('refused')
  })

  test('that has ended cannot be refreshed', async ({ db }) => {
    const userId = await userWith(db, -1)
    const service = mapillary(newer)
    await expect(getToken({ db, tokenKeys, mapillary: service }, userId)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    })
    expect(service.asked).toEqual([])
  })

  test('of v3 is never refreshed', async ({ db }) => {
    const userId = await userWith(db, HOUR)
    expect(await getToken({ db, tokenKeys, mapillary: { hasEnded: false } }, userId)).toEqual({
      token: 'first',
      revision: 1,
    })
  })

  test('is refreshed once when several ask, and no transaction is open meanwhile', async ({ pool }) => {
    const userId = await userWith(pool, HOUR)
    const others: string[] = []
    const service = mapillary(async () => {
      const { token } = await getToken({ db: pool, tokenKeys, mapillary: service }, userId) // another process, say
      others.push(token)
      const open = await pool.execute(sql`
        select from pg_stat_activity
        where datname = current_database() and backend_type = 'client backend' and xact_start is not null and pid <> pg_backend_pid()`)
      expect(open).toHaveLength(0)
      return newer()
    })
    expect(await getToken({ db: pool, tokenKeys, mapillary: service }, userId)).toMatchObject({ token: 'second' })
    expect(others).toEqual(['first'])
    expect(service.asked).toEqual(['first'])
  })

  test('is refreshed by another when who began has died, but not at once', async ({ db }) => {
    const userId = await userWith(db, HOUR)
    const set = (refreshingUntil: Date) => db.update(mapillaryAccounts).set({ refreshingUntil })
    const tools = { db, tokenKeys, mapillary: mapillary(newer) }
    await set(new Date(Date.now() + 60_000))
    expect(await getToken(tools, userId)).toMatchObject({ token: 'first' })
    await set(new Date(Date.now() - HOUR))
    expect(await getToken(tools, userId)).toMatchObject({ token: 'second' })
  })

  test('of a login that came meanwhile is not replaced by the refreshed one', async ({ db }) => {
    const userId = await userWith(db, HOUR)
    const service = mapillary(async () => {
      await logIn({ db, tokenKeys }, { mapillaryKey: '7', username: 'ada', token: 'logged in', expiresAt: null })
      return newer()
    })
    expect(await getToken({ db, tokenKeys, mapillary: service }, userId)).toEqual({ token: 'logged in', revision: 2 })
  })

  test('that could not be refreshed is not tried again at once', async ({ db }) => {
    const userId = await userWith(db, HOUR)
    const service = mapillary(() => Promise.reject(new AppError('UPSTREAM_FAILED', 'down')))
    const tools = { db, tokenKeys, mapillary: service }
    for (const _ of [1, 2, 3]) expect(await getToken(tools, userId)).toMatchObject({ token: 'first' })
    expect(service.asked).toEqual(['first'])
  })

  test('that an older key sealed is read, and sealed again with the first', async ({ db }) => {
    const userId = await userWith(db, 5 * HOUR)
    const rotated = [randomBytes(32), ...tokenKeys] as const
    const service = mapillary(newer)
    expect(await getToken({ db, tokenKeys: rotated, mapillary: service }, userId)).toMatchObject({ token: 'first' })
    const withoutOld = { db, tokenKeys: [rotated[0]] as const, mapillary: service }
    expect(await getToken(withoutOld, userId)).toEqual({ token: 'first', revision: 1 })
  })
})
