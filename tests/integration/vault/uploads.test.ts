import { Readable } from 'node:stream'
import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect } from 'vitest'
import { originalUploads } from '@/db/schema/original-uploads'
import { backupChecks } from '@/db/schema/vault'
import { runPass } from '@/lib/vault/run-pass'
import { beginUpload, getUpload } from '@/lib/vault/uploads/begin-upload'
import { endUpload, finishUpload, sweepUploads } from '@/lib/vault/uploads/finish-upload'
import { receiveBytes } from '@/lib/vault/uploads/receive-bytes'
import { test } from '@/tests/support/db'
import { insertUser } from '@/tests/support/factories'
import { folderStore, insertOriginals, type TestStore, vaultToolsFor } from '@/tests/support/vault-scene'

let store: TestStore
beforeEach(async () => {
  store = await folderStore()
})
afterEach(() => store.close())

/** A damaged original, and an upload for it that has begun. `send` sends bytes of its file. */
async function scene(db: Parameters<typeof insertOriginals>[0]) {
  const [bad] = await insertOriginals(db, store.backup, 1)
  if (!bad) throw new Error('no original')
  await store.corrupt(bad.key, (whole) => Buffer.alloc(whole.length))
  const tools = vaultToolsFor(db, { backup: store.backup })
  await runPass(tools, { sequenceId: null, minutes: null })
  const { photoId, ownerId } = bad
  const { id: uploadId } = await beginUpload(db, { photoId, ownerId, sizeBytes: bad.bytes.length })
  const own = { uploadId, ownerId }
  const file = Buffer.from(bad.bytes)
  const send = (from: number, to = file.length) =>
    receiveBytes(tools, { ...own, offset: from, body: Readable.from([file.subarray(from, to)]) })
  const parts = async () => (await store.keys()).filter((key) => key.startsWith('.uploads/'))
  return { bad, tools, own, send, parts, file }
}

test('a file that comes in parts takes the place of the original, and its parts go', async ({ pool: db }) => {
  const { bad, tools, own, send, parts } = await scene(db)
  expect(await send(0, 10)).toEqual({ receivedBytes: 10, isWhole: false })
  expect(await send(10)).toEqual({ receivedBytes: bad.bytes.length, isWhole: true })
  expect(await parts()).toHaveLength(2)
  await finishUpload(tools, own)
  expect(await store.read(bad.key)).toEqual(bad.bytes)
  expect(await parts()).toEqual([])
  expect(await db.select().from(backupChecks)).toMatchObject([{ state: 'ok' }])
  await expect(getUpload(db, own)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('what came before the line broke counts, and another process goes on from there', async ({ pool: db }) => {
  const { bad, tools, own, send } = await scene(db)
  async function* broken() {
    yield bad.bytes.subarray(0, 7)
    throw new Error('The line broke')
  }
  await receiveBytes(tools, { ...own, offset: 0, body: Readable.from(broken()) })
  const { photoId, ownerId } = bad
  const again = await beginUpload(db, { photoId, ownerId, sizeBytes: bad.bytes.length })
  expect(again).toMatchObject({ id: own.uploadId, receivedBytes: 7 })
  expect(await send(7)).toMatchObject({ isWhole: true })
  await finishUpload(tools, own)
  expect(await store.read(bad.key)).toEqual(bad.bytes)
})

describe('bytes are refused', () => {
  test('that do not follow, that are too many, or that somebody else sends', async ({ pool: db }) => {
    const { bad, tools, own, send } = await scene(db)
    await send(0, 5)
    for (const from of [0, 4, 6]) await expect(send(from)).rejects.toMatchObject({ code: 'CONFLICT' })
    const tooMany = { ...own, offset: 5, body: Readable.from([bad.bytes]) }
    await expect(receiveBytes(tools, tooMany)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    const stranger = { ...own, ownerId: (await insertUser(db)).id }
    const notFound = { code: 'NOT_FOUND' }
    await expect(receiveBytes(tools, { ...stranger, offset: 5, body: Readable.from([]) })).rejects.toMatchObject(
      notFound,
    )
    await expect(finishUpload(tools, stranger)).rejects.toMatchObject(notFound)
    await expect(endUpload(tools, stranger)).rejects.toMatchObject(notFound)
    expect(await getUpload(db, own)).toMatchObject({ receivedBytes: 5 })
  })

  test('of two who send the same ones at once: one is taken', async ({ pool: db }) => {
    const { send, parts } = await scene(db)
    const sent = await Promise.allSettled([send(0), send(0), send(0)])
    expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await parts()).toHaveLength(1)
  })
})

test('another file of the same size is thrown away, and nothing changes', async ({ pool: db }) => {
  const { bad, tools, own, send, parts, file } = await scene(db)
  file[3] = (file[3] ?? 0) ^ 1
  await send(0)
  const before = await store.read(bad.key)
  await expect(finishUpload(tools, own)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  expect(await store.read(bad.key)).toEqual(before)
  expect(await parts()).toEqual([])
})

test('no upload begins for an intact original, a file of another size, or somebody else’s photo', async ({
  pool: db,
}) => {
  const [intact] = await insertOriginals(db, store.backup, 1)
  if (!intact) throw new Error('no original')
  const { photoId, ownerId, bytes } = intact
  const begin = (ownerId: number, sizeBytes: number) => beginUpload(db, { photoId, ownerId, sizeBytes })
  await expect(begin(ownerId, bytes.length)).rejects.toMatchObject({ code: 'CONFLICT' })
  await db.update(backupChecks).set({ state: 'differs' })
  await expect(begin(ownerId, bytes.length + 1)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  await expect(begin((await insertUser(db)).id, bytes.length)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(await db.$count(originalUploads)).toBe(0)
})

test('a person has five uploads under way at most', async ({ pool: db }) => {
  const originals = await insertOriginals(db, store.backup, 6)
  await db.update(backupChecks).set({ state: 'differs' })
  const begun = await Promise.allSettled(
    originals.map(({ photoId, ownerId, bytes }) => beginUpload(db, { photoId, ownerId, sizeBytes: bytes.length })),
  )
  expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
})

test('an upload to which nothing comes for a day is swept, with its parts', async ({ pool: db }) => {
  const { tools, own, send, parts } = await scene(db)
  await send(0, 5)
  expect(await sweepUploads(tools)).toEqual({ ended: 0, removed: 0 })
  await db
    .update(originalUploads)
    .set({ movedAt: sql`now() - interval '25 hours'` })
    .where(eq(originalUploads.id, own.uploadId))
  expect(await sweepUploads(tools)).toEqual({ ended: 1, removed: 1 })
  expect(await parts()).toEqual([])
})
