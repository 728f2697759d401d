import { describe, expect } from 'vitest'
import { getProfile } from '@/lib/users/get-profile'
import { test } from '@/tests/support/db'
import { insertPhoto, insertSequence, insertUser } from '@/tests/support/factories'

describe('getProfile', () => {
  test('photos that are not public are in the count for the user alone', async ({ db }) => {
    const user = await insertUser(db, { username: 'wanda' })
    const shown = await insertSequence(db, { ownerId: user.id })
    const hidden = await insertSequence(db, { ownerId: user.id, isPrivate: true })
    await insertPhoto(db, { sequenceId: shown.id })
    await insertPhoto(db, { sequenceId: hidden.id })

    expect(await getProfile(db, { username: 'wanda', viewer: null })).toMatchObject({ id: user.id, photoCount: 1 })
    expect(await getProfile(db, { username: 'wanda', viewer: user.id })).toMatchObject({ photoCount: 2 })
  })

  test('an unknown name is not found', async ({ db }) => {
    await expect(getProfile(db, { username: 'nobody', viewer: null })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
