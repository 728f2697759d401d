import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { photos } from '@/db/schema/photos'
import { requestImport } from '@/lib/imports/request/request-import'
import { recheckDenied } from '@/lib/imports/sync/recheck-denied'
import { requestSync } from '@/lib/imports/sync/request-sync'
import { findKeyState } from '@/lib/key-migration/old-keys'
import { createEndedClient } from '@/lib/mapillary/ended'
import { logIn } from '@/lib/users/log-in'
import { test } from '@/tests/support/db'
import { insertPhoto, insertSequence } from '@/tests/support/factories'

const tokenKeys = [randomBytes(32)] as const
const mapillary = createEndedClient()
const login = { mapillaryKey: '7', username: 'ada', token: 'first', expiresAt: new Date(Date.now() - 1_000) }

test('once Mapillary has ended, imports and syncs are refused with that reason, whatever became of the login', async ({
  db,
}) => {
  const tools = { db, mapillary, tokenKeys }
  const { id } = await logIn(tools, login)
  const sequence = await insertSequence(db, { ownerId: id })
  const refusal = { code: 'CONFLICT', message: expect.stringContaining('no longer asks Mapillary') }
  const input = { mapillarySequenceKey: 'another' }
  await expect(requestImport(tools, { id, mapillaryKey: '7' }, input)).rejects.toMatchObject(refusal)
  await expect(requestSync(tools, { userId: id, sequenceId: sequence.id })).rejects.toMatchObject(refusal)
})

test('once Mapillary has ended, nothing is found to be gone, and no keys are said to be old', async ({ db }) => {
  const tools = { db, mapillary, tokenKeys }
  const { id } = await logIn(tools, login)
  const sequence = await insertSequence(db, { ownerId: id })
  const photo = await insertPhoto(db, {
    sequenceId: sequence.id,
    ownerId: id,
    deniedAt: new Date('2024-05-05T10:00:00Z'),
  })
  expect(await recheckDenied(tools)).toEqual({ gone: 0, back: 0 })
  expect(await db.select({ goneAt: photos.goneAt }).from(photos).where(eq(photos.id, photo.id))).toEqual([
    { goneAt: null },
  ])
  expect(await findKeyState(tools, sequence.id)).toBeNull()
})
