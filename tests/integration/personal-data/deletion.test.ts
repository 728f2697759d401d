import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { eq, sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import { imports } from '@/db/schema/imports'
import { tombstones } from '@/db/schema/instance'
import { apiTokens } from '@/db/schema/people/api-tokens'
import { mapillaryAccounts, users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { tags } from '@/db/schema/tags'
import { viewpointPlaces, viewpoints, withheldMarks } from '@/db/schema/viewpoints'
import { createFolderBackup } from '@/lib/backup/folder'
import type { Backup } from '@/lib/backup/types'
import { getLeaderboard } from '@/lib/leaderboard/get-leaderboard'
import { recount } from '@/lib/maintenance/recount'
import { deleteAccount } from '@/lib/personal-data/delete-account'
import {
  beginErasure,
  eraseSequences,
  forgetInBackup,
  listDueErasures,
  releaseContributions,
  removeAccount,
} from '@/lib/personal-data/erase-account'
import { getSequence } from '@/lib/sequences/get-sequence'
import { findTokenCaller } from '@/lib/server/auth/find-token-caller'
import { listTags } from '@/lib/tags/list-tags'
import { newToken } from '@/lib/tokens/token'
import { getProfile } from '@/lib/users/get-profile'
import { logIn } from '@/lib/users/log-in'
import { beginSession } from '@/lib/users/sessions/begin-session'
import { listSessions } from '@/lib/users/sessions/list-sessions'
import { boxShape, insertImport, insertPhoto, insertSequence, insertTag, insertUser } from '@/tests/support/factories'
import { backUpPhoto, test } from '@/tests/support/store'

const tokenKeys = [randomBytes(32)] as const

/** Ada with a sequence in the backup, a session, a token and a running import, who marked and tagged a photo of Bob's. */
async function scene(db: Db, folder: string) {
  const backup = createFolderBackup(folder)
  const { id: adaId } = await logIn(
    { db, tokenKeys },
    { mapillaryKey: 'ada-key', username: 'ada', token: 'mapillary', expiresAt: null },
  )
  const bob = await insertUser(db, { username: 'bob' })
  const sequence = await insertSequence(db, { ownerId: adaId })
  const photo = await backUpPhoto(db, backup, { sequenceId: sequence.id, n: 1, username: 'ada' })
  await insertImport(db, { sequenceId: sequence.id, userId: adaId, state: 'running' })
  const marked = await insertPhoto(db, { ownerId: bob.id })
  await db.insert(viewpoints).values([
    { photoId: marked.id, photoOwnerId: bob.id, userId: adaId, value: true },
    { photoId: photo.id, photoOwnerId: adaId, userId: bob.id, value: true },
  ])
  await insertTag(db, { photoId: marked.id, authorId: adaId })
  const removed = await insertTag(db, { photoId: marked.id, authorId: adaId, shape: boxShape(0.5) })
  await db
    .update(tags)
    .set({ removedAt: new Date('2025-01-01'), removedBy: adaId, changedBy: adaId })
    .where(eq(tags.id, removed.id))
  const { token, hash, hint } = newToken()
  await db.insert(apiTokens).values({ userId: adaId, name: 'My script', scopes: ['read'], hash, hint })
  await beginSession(db, { userId: adaId, userAgent: null })
  return { backup, adaId, bob, sequence, photo, marked, token }
}

const CHOICES = { confirm: 'ada', removeBackup: true, keepContributions: true }

/** As if the week were over. */
async function passWeek(db: Db, userId: number) {
  await db
    .update(users)
    .set({ deletingAt: sql`${users.deletingAt} - interval '8 days'` })
    .where(eq(users.id, userId))
}

type Tools = Parameters<typeof eraseSequences>[0]

/** The steps of the function, in their order. */
const STEPS: ((tools: Tools, userId: number) => Promise<unknown>)[] = [
  ({ db }, userId) => beginErasure(db, userId),
  eraseSequences,
  ({ db }, userId) => releaseContributions(db, userId),
  ({ db }, userId) => removeAccount(db, userId),
  (tools) => forgetInBackup({ ...tools, tokenKeys }),
]

async function erase(tools: Tools, userId: number) {
  for (const step of STEPS) await step(tools, userId)
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

const nameOfFirst = async (db: Db, photoId: number) => (await listTags(db, { photoId, viewer: null }))[0]?.author
const marksOf = async (db: Db, photoId: number) =>
  (await db.select().from(photos).where(eq(photos.id, photoId)))[0]?.viewpointCount
const given = async (db: Db) =>
  (await getLeaderboard(db, { board: 'viewpoints-given', period: undefined, limit: 10, cursor: 0, viewer: null }))
    .entries

describe('asking for the deletion of an account', () => {
  test('hides everything and ends sessions, tokens, imports and the Mapillary login at once', async ({
    db,
    folder,
  }) => {
    const { adaId, sequence, marked, token } = await scene(db, folder)
    const { cancelledImportIds } = await deleteAccount(db, { userId: adaId, ...CHOICES })

    expect(cancelledImportIds).toHaveLength(1)
    await expect(getSequence(db, { sequenceId: sequence.id, viewer: null })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(getProfile(db, { username: 'ada', viewer: null })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await db.$count(photos, sql`owner_id = ${adaId} and is_public`)).toBe(0)
    expect(await listSessions(db, adaId)).toEqual([])
    expect(await findTokenCaller(db, token)).toBeNull()
    expect(await db.$count(mapillaryAccounts)).toBe(0)
    expect((await db.select().from(imports))[0]?.state).toBe('cancelled')
    expect(await nameOfFirst(db, marked.id)).toBeNull()
    expect(await given(db)).toEqual([])
  })

  test('takes marks and tags out of all counts when they are to go', async ({ db, folder }) => {
    const { adaId, marked } = await scene(db, folder)
    await deleteAccount(db, { userId: adaId, ...CHOICES, keepContributions: false })
    expect(await marksOf(db, marked.id)).toBe(0)
    expect(await listTags(db, { photoId: marked.id, viewer: null })).toEqual([])
    expect(await recount(db)).toMatchObject({ photos: 0, places: 0, searched: 0 })
  })

  test('wants the very user name', async ({ db, folder }) => {
    const { adaId } = await scene(db, folder)
    await expect(deleteAccount(db, { userId: adaId, ...CHOICES, confirm: 'Ada' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
    expect((await db.select().from(users).where(eq(users.id, adaId)))[0]?.deletingAt).toBeNull()
  })

  test('is refused to the last admin', async ({ db, folder }) => {
    const { adaId, bob } = await scene(db, folder)
    await db.update(users).set({ role: 'admin' }).where(eq(users.id, adaId))
    await expect(deleteAccount(db, { userId: adaId, ...CHOICES })).rejects.toMatchObject({ code: 'CONFLICT' })
    await db.update(users).set({ role: 'admin' }).where(eq(users.id, bob.id))
    await deleteAccount(db, { userId: adaId, ...CHOICES })
    await expect(deleteAccount(db, { userId: bob.id, ...CHOICES, confirm: 'bob' })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })
})

describe('logging in within a week', () => {
  test('takes it back, also under a newer name: what was removed before stays removed', async ({ db, folder }) => {
    const { adaId, sequence, marked } = await scene(db, folder)
    await deleteAccount(db, { userId: adaId, ...CHOICES, keepContributions: false })
    const login = { mapillaryKey: 'ada-key', username: 'ada-l', token: 'newer', expiresAt: null }
    expect(await logIn({ db, tokenKeys }, login)).toEqual({
      ...{ id: adaId, username: 'ada-l' },
      ...{ isRestored: true, hasToken: true },
    })
    expect(await logIn({ db, tokenKeys }, login)).toMatchObject({ isRestored: false })

    expect(await getSequence(db, { sequenceId: sequence.id, viewer: null })).toMatchObject({ username: 'ada-l' })
    expect(await marksOf(db, marked.id)).toBe(1)
    expect(await db.$count(withheldMarks)).toBe(0)
    expect((await listTags(db, { photoId: marked.id, viewer: null })).map(({ author }) => author)).toEqual(['ada-l'])
    expect(await listDueErasures(db)).toEqual([])
  })

  test('leaves nothing to erase, even when a run has begun', async ({ db, folder }) => {
    const { adaId, backup, sequence } = await scene(db, folder)
    await deleteAccount(db, { userId: adaId, ...CHOICES })
    await erase({ db, backup }, adaId)
    expect((await getSequence(db, { sequenceId: sequence.id, viewer: adaId })).deletedAt).toBeNull()
  })
})

describe('after the week', () => {
  test('everything is erased, and marks and tags stay without a name', async ({ db, folder }) => {
    const { adaId, backup, marked } = await scene(db, folder)
    await deleteAccount(db, { userId: adaId, ...CHOICES })
    await passWeek(db, adaId)
    expect(await listDueErasures(db)).toEqual([adaId])
    await erase({ db, backup }, adaId)

    expect(await db.$count(users, eq(users.id, adaId))).toBe(0)
    for (const table of [apiTokens, imports, withheldMarks]) expect(await db.$count(table)).toBe(0)
    expect(await db.$count(sequences, eq(sequences.ownerId, adaId))).toBe(0)
    expect(await recount(db)).toMatchObject({ photos: 0, places: 0, searched: 0 })
    expect(await marksOf(db, marked.id)).toBe(1)
    expect(await nameOfFirst(db, marked.id)).toBeNull()
    expect((await db.select().from(viewpointPlaces)).map(({ trueCount }) => trueCount)).toEqual([1])
    expect(await given(db)).toEqual([])
    expect(await listDueErasures(db)).toEqual([])
    expect(await db.$count(tombstones, sql`kind = 'user' and deleted_id = ${adaId}`)).toBe(1)
    for (const file of await filesIn(folder)) {
      expect(file.slice(folder.length)).not.toContain('ada')
      expect(await readFile(file, 'utf8')).not.toContain('"ada')
    }
  })

  test('they go too when that was chosen, and the originals stay when that was', async ({ db, folder }) => {
    const { adaId, backup, sequence, marked } = await scene(db, folder)
    await deleteAccount(db, { userId: adaId, ...CHOICES, removeBackup: false, keepContributions: false })
    await passWeek(db, adaId)
    await erase({ db, backup }, adaId)
    expect(await db.$count(users)).toBe(1)
    expect(await db.$count(tags)).toBe(0)
    expect(await marksOf(db, marked.id)).toBe(0)
    expect(await filesIn(folder)).toContain(join(folder, `ada/${sequence.id}/PHOTO_1.jpg`))
  })

  test('the second copy and the quarantine go with the backup', async ({ db, folder }) => {
    const { adaId, backup, sequence } = await scene(db, folder)
    const second = createFolderBackup(join(folder, 'second'))
    const [copy, bad] = [`ada/${sequence.id}/PHOTO_1.jpg`, `.quarantine/2026-11-29/ada/${sequence.id}/PHOTO_1.jpg`]
    await second.create?.()
    for (const [store, key] of [
      [second, copy],
      [second, bad],
      [backup, bad],
    ] as const)
      await store.put(key, Readable.from([Buffer.from('bytes')]), { contentType: 'image/jpeg', metadata: () => ({}) })
    await deleteAccount(db, { userId: adaId, ...CHOICES })
    await passWeek(db, adaId)
    await erase({ db, backup, second }, adaId)
    expect((await filesIn(folder)).filter((file) => file.endsWith('.jpg'))).toEqual([])
  })

  test('whoever logs in begins anew', async ({ db, folder }) => {
    const { adaId, backup, marked } = await scene(db, folder)
    await deleteAccount(db, { userId: adaId, ...CHOICES })
    await passWeek(db, adaId)
    await beginErasure(db, adaId)
    const again = await logIn(
      { db, tokenKeys },
      { mapillaryKey: 'ada-key', username: 'ada', token: 'newer', expiresAt: null },
    )
    expect(again).toMatchObject({ username: 'ada', isRestored: false })
    expect(again.id).not.toBe(adaId)
    await erase({ db, backup }, adaId)
    expect(await nameOfFirst(db, marked.id)).toBeNull()
    expect(await getProfile(db, { username: 'ada', viewer: null })).toMatchObject({ id: again.id, photoCount: 0 })
  })
})

/** A backup and a database of which the `count`th call fails, as if the process had been killed there. */
function dyingAt(count: number, backup: Backup): Backup {
  let left = count
  const live = () => {
    left -= 1
    if (left < 0) throw new Error('killed')
  }
  return {
    ...backup,
    async put(...args) {
      live()
      await backup.put(...args)
    },
    async remove(...args) {
      live()
      await backup.remove(...args)
    },
  }
}

describe('a killed erasure', () => {
  test.for([0, 1, 2, 3, 4, 5, 6])(
    'ends complete when killed at its call %i of the backup',
    async (count, { db, folder }) => {
      const { adaId, backup } = await scene(db, folder)
      await deleteAccount(db, { userId: adaId, ...CHOICES })
      await passWeek(db, adaId)
      await erase({ db, backup: dyingAt(count, backup) }, adaId).catch(() => undefined)
      await erase({ db, backup }, adaId)
      await expectErased(db, folder, adaId)
    },
  )

  test.for(STEPS.map((_, at) => at))('ends complete when killed after step %i', async (at, { db, folder }) => {
    const { adaId, backup } = await scene(db, folder)
    await deleteAccount(db, { userId: adaId, ...CHOICES })
    await passWeek(db, adaId)
    for (const step of STEPS.slice(0, at + 1)) await step({ db, backup }, adaId)
    await erase({ db, backup }, adaId)
    await expectErased(db, folder, adaId)
  })
})

async function expectErased(db: Db, folder: string, userId: number) {
  expect(await db.$count(users, eq(users.id, userId))).toBe(0)
  expect(await db.$count(users, eq(users.isDeparted, true))).toBe(1)
  expect(await db.$count(photos, eq(photos.ownerId, userId))).toBe(0)
  expect((await filesIn(folder)).filter((file) => file.includes('/ada/'))).toEqual([])
  expect(await readFile(join(folder, '.map-the-paths/users.jsonl'), 'utf8')).not.toContain('"ada"')
  expect(await readFile(join(folder, '.map-the-paths/deleted.jsonl'), 'utf8')).toContain(`"user"`)
}
