import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import { mapillaryAccounts } from '@/db/schema/users'
import { AppError } from '@/lib/errors'
import type { MapillaryLogin } from '@/lib/mapillary/types'
import { getToken } from '@/lib/users/get-token'
import { logIn } from '@/lib/users/log-in'
import { test } from '../../support/db'

const HOUR = 3_600_000
const tokenKey = randomBytes(32)

/** A user whose token holds for ten hours more or less, `left` of which are left. */
async function userWith(db: Db, left: number): Promise<number> {
  const now = Date.now()
  const login = { mapillaryKey: '7', username: 'ada', token: 'first', expiresAt: new Date(now + left) }
  const { id } = await logIn({ db, tokenKey }, login)
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
    expect(await getToken({ db, tokenKey, mapillary: service }, userId)).toEqual({ token: 'first', revision: 1 })
    expect(service.asked).toEqual([])
  })

  test('is refreshed before it ends, and the newer one is kept', async ({ db }) => {
    const userId = await userWith(db, HOUR)
    const service = mapillary(newer)
    const tools = { db, tokenKey, mapillary: service }
    expect(await getToken(tools, userId)).toEqual({ token: 'second', revision: 2 })
    expect(await getToken(tools, userId)).toEqual({ token: 'second', revision: 2 })
    expect(service.asked).toEqual(['first'])
  })

  test('is used as it is when a newer one cannot be had at the moment', async ({ db }) => {
    const userId = await userWith(db, HOUR)
    const service = mapillary(() => Promise.reject(new AppError('UPSTREAM_FAILED', 'down')))
    expect(await getToken({ db, tokenKey, mapillary: service }, userId)).toEqual({ token: 'first', revision: 1 })
  })

  test('that Mapillary refuses to refresh asks for a new login', async ({ db }) => {
    const userId = await userWith(db, HOUR)
    const service = mapillary(() => Promise.reject(new AppError('UNAUTHENTICATED', 'no')))
    await expect(getToken({ db, tokenKey, mapillary: service }, userId)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    })
    const [account] = await db.select().from(mapillaryAccounts)
    expect(account?.state).toBe('refused')
  })

  test('that has ended cannot be refreshed', async ({ db }) => {
    const userId = await userWith(db, -1)
    const service = mapillary(newer)
    await expect(getToken({ db, tokenKey, mapillary: service }, userId)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    })
    expect(service.asked).toEqual([])
  })

  test('of v3 is never refreshed', async ({ db }) => {
    const userId = await userWith(db, HOUR)
    expect(await getToken({ db, tokenKey, mapillary: {} }, userId)).toEqual({ token: 'first', revision: 1 })
  })
})
