import { eq, sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { audit } from '@/db/schema/people/audit'
import { oneTimeCodes } from '@/db/schema/people/passkeys'
import { users } from '@/db/schema/people/users'
import { acceptInvitation, inviteUser } from '@/lib/users/invitations'
import { test } from '@/tests/support/db'
import { insertUser } from '@/tests/support/factories'

test('an invitation lets its person in once, and both are written down', async ({ db }) => {
  const { id, username } = await insertUser(db)
  const { code } = await inviteUser(db, { username })
  expect(JSON.stringify(await db.select().from(oneTimeCodes))).not.toContain(code)
  expect(await acceptInvitation(db, code)).toEqual({ id, username, isRestored: false })
  await expect(acceptInvitation(db, code)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  const actions = await db.select({ action: audit.action }).from(audit).where(eq(audit.userId, id)).orderBy(audit.id)
  expect(actions.map(({ action }) => action)).toEqual(['user.invited', 'user.invitation_used'])
})

test('a newer one replaces it, it ends after a day, and made-up ones are none', async ({ db }) => {
  const { username } = await insertUser(db)
  const { code: older } = await inviteUser(db, { username })
  const { code } = await inviteUser(db, { username })
  await db.update(oneTimeCodes).set({ expiresAt: sql`${oneTimeCodes.expiresAt} - interval '24 hours'` })
  for (const refused of [older, code, 'made-up', ''])
    await expect(acceptInvitation(db, refused)).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('nobody is invited who is unknown, suspended or not to be told apart', async ({ db }) => {
  const person = await insertUser(db)
  await db.update(users).set({ suspendedAt: new Date() }).where(eq(users.id, person.id))
  await expect(inviteUser(db, { username: person.username })).rejects.toMatchObject({ code: 'CONFLICT' })
  await expect(inviteUser(db, { username: 'nobody' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const twin = await insertUser(db)
  await insertUser(db, { username: twin.username })
  await expect(inviteUser(db, { username: twin.username })).rejects.toMatchObject({ code: 'CONFLICT' })
})
