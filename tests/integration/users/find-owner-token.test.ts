import { randomBytes } from 'node:crypto'
import { expect } from 'vitest'
import { findOwnerToken } from '@/lib/users/find-owner-token'
import { markTokenRefused, storeToken } from '@/lib/users/log-in'
import { test } from '@/tests/support/db'
import { insertPhoto, insertUser } from '@/tests/support/factories'

const tokenKeys = [randomBytes(32)] as const

test('public pictures of a photo are asked for with the token of its owner, and of nobody else', async ({ db }) => {
  const tools = { db, tokenKeys }
  const photo = await insertPhoto(db)
  const other = await insertUser(db)
  await storeToken(tools, { userId: other.id, token: 'of somebody else', expiresAt: null })
  const refused = expect.objectContaining({ code: 'UNAUTHENTICATED' })
  await expect(findOwnerToken(tools, photo.mapillaryKey)).rejects.toEqual(refused)

  await storeToken(tools, { userId: photo.ownerId, token: 'of the owner', expiresAt: null })
  expect(await findOwnerToken(tools, photo.mapillaryKey)).toBe('of the owner')
  await expect(findOwnerToken(tools, 'unknown')).rejects.toEqual(refused)
  await markTokenRefused(db, { userId: photo.ownerId, revision: 1 })
  await expect(findOwnerToken(tools, photo.mapillaryKey)).rejects.toEqual(refused)
})
