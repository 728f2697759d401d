import { expect } from 'vitest'
import { isAdmin } from '@/lib/tags/require-admin'
import { setRole } from '@/lib/users/set-role'
import { test } from '@/tests/support/db'
import { insertUser } from '@/tests/support/factories'

test('somebody becomes an admin by name, and a user like others again', async ({ db }) => {
  const [person, other] = [await insertUser(db), await insertUser(db)]
  await insertUser(db, { role: 'admin' })

  for (const _time of ['once', 'twice']) await setRole(db, { username: person.username, role: 'admin' })
  expect([await isAdmin(db, person.id), await isAdmin(db, other.id)]).toEqual([true, false])

  await setRole(db, { username: person.username, role: 'user' })
  expect(await isAdmin(db, person.id)).toBe(false)
})

test('nobody becomes one by a name that is unknown, or that several have', async ({ db }) => {
  const { id, username } = await insertUser(db)
  await insertUser(db, { username })

  await expect(setRole(db, { username: 'nobody', role: 'admin' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(setRole(db, { username, role: 'admin' })).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(await isAdmin(db, id)).toBe(false)
})

test('the last admin stays one', async ({ db }) => {
  const [first, second] = [await insertUser(db, { role: 'admin' }), await insertUser(db, { role: 'admin' })]
  await setRole(db, { username: first.username, role: 'moderator' })
  for (const role of ['moderator', 'user'] as const)
    await expect(setRole(db, { username: second.username, role })).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(await isAdmin(db, second.id)).toBe(true)
})
