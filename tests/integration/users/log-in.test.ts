import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { getProfile } from '@/lib/users/get-profile'
import { logIn } from '@/lib/users/log-in'
import { test } from '@/tests/support/db'
import { insertPhoto } from '@/tests/support/factories'

const tokenKeys = [randomBytes(32)] as const
const login = (mapillaryKey: string, username: string) => ({ mapillaryKey, username, token: 'token', expiresAt: null })

test('a name that went to somebody else leads to them, and the one before is told apart', async ({ db }) => {
  const tools = { db, tokenKeys }
  const before = await logIn(tools, login('a', 'paths'))
  const now = await logIn(tools, login('b', 'paths'))
  const nameOf = async (id: number) => (await db.select().from(users).where(eq(users.id, id)))[0]?.username

  expect(await getProfile(db, { username: 'paths', viewer: null })).toMatchObject({ id: now.id })
  expect(await getProfile(db, { username: `paths~${before.id}`, viewer: null })).toMatchObject({ id: before.id })
  await logIn(tools, login('a', 'paths-of-old'))
  expect([await nameOf(before.id), await nameOf(now.id)]).toEqual(['paths-of-old', 'paths'])
  await logIn(tools, login('b', 'paths'))
  expect([await nameOf(before.id), await nameOf(now.id)]).toEqual(['paths-of-old', 'paths'])
})

test('a new name is followed, and originals keep the keys that they have in the backup', async ({ db }) => {
  const tools = { db, tokenKeys }
  const { id } = await logIn(tools, login('a', 'paths'))
  const photo = await insertPhoto(db, { ownerId: id, backupKey: 'paths/1/PHOTO_1.jpg' })
  expect(await logIn(tools, login('a', 'paths-renamed'))).toMatchObject({ id, username: 'paths-renamed' })
  await expect(getProfile(db, { username: 'paths', viewer: null })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const [row] = await db.select().from(photos).where(eq(photos.id, photo.id))
  expect(row?.backupKey).toBe('paths/1/PHOTO_1.jpg')
})
