import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import { ownBuckets } from '@/db/schema/people/own-buckets'
import { photos } from '@/db/schema/photos'
import { createFolderBackup } from '@/lib/backup/folder'
import { copyOriginals } from '@/lib/own-buckets/copy-originals'
import { findOwnBucket } from '@/lib/own-buckets/find-own-bucket'
import { forgetOwnBucket, OwnBucketInput, saveOwnBucket } from '@/lib/own-buckets/save-own-bucket'
import { insertSequence, insertUser } from '@/tests/support/factories'
import { type S3Server, startS3Server } from '@/tests/support/s3-server'
import { backUpPhoto, test } from '@/tests/support/store'

let server: S3Server
beforeEach(async () => {
  server = await startS3Server({ buckets: ['mine'] })
})
afterEach(() => server.close())

async function scene(db: Db, folder: string) {
  const backup = createFolderBackup(folder)
  const user = await insertUser(db, { username: 'ada' })
  const { id: sequenceId } = await insertSequence(db, { ownerId: user.id })
  const add = (n: number) => backUpPhoto(db, backup, { sequenceId, n, username: 'ada', ownerId: user.id })
  const tools = { db, backup, tokenKeys: [Buffer.alloc(32, 1)] as const, allowPrivate: true }
  const { accessKeyId: keyId, secretAccessKey: secret } = server.credentials
  const access = { endpoint: server.endpoint, region: 'eu-central-1', bucket: 'mine', keyId, secret }
  return { add, tools, user, access, sequenceId }
}

const objects = () => server.keys('mine').map((key) => [key, server.object(key, 'mine').body.toString()])

describe('a bucket of one’s own', () => {
  test('gets the originals that come after it, each once', async ({ db, folder }) => {
    const { add, tools, user, access, sequenceId } = await scene(db, folder)
    await add(1)
    await db.update(photos).set({ backedUpAt: new Date(Date.now() - 60_000) })
    await saveOwnBucket(tools, { userId: user.id, access })
    await add(2)
    await db
      .update(photos)
      .set({ backedUpAt: new Date(Date.now() + 60_000) })
      .where(eq(photos.n, 2))
    expect(await findOwnBucket(db, user.id)).toMatchObject({ copied: 0, waiting: 1 })
    expect(await copyOriginals(tools)).toBe(false)
    expect(objects()).toEqual([
      ['map-the-paths.txt', expect.stringContaining('never deletes')],
      [`ada/${sequenceId}/PHOTO_2.jpg`, 'original 2'],
    ])
    expect(await findOwnBucket(db, user.id)).toMatchObject({
      copied: 1,
      waiting: 0,
      trouble: null,
      keyId: access.keyId,
    })
    const writes = () => server.calls.filter(({ operation }) => operation === 'PutObject').length
    const before = writes()
    await copyOriginals(tools)
    expect(writes()).toBe(before)
    await forgetOwnBucket(db, user.id)
    expect(await findOwnBucket(db, user.id)).toBeNull()
    expect(server.calls.some(({ operation }) => operation.startsWith('Delete'))).toBe(false)
  })

  test('is tried when it is saved, and its secret is not stored as it is', async ({ db, folder }) => {
    const { tools, user, access } = await scene(db, folder)
    const save = (changes: Partial<typeof access>) =>
      saveOwnBucket(tools, { userId: user.id, access: { ...access, ...changes } })
    await expect(save({ secret: 'wrong' })).rejects.toMatchObject({ code: 'BACKUP_FAILED' })
    await expect(save({ bucket: 'nowhere' })).rejects.toMatchObject({ code: 'BACKUP_FAILED' })
    expect(await findOwnBucket(db, user.id)).toBeNull()
    await save({})
    const [row] = await db.select().from(ownBuckets)
    expect(JSON.stringify(row)).not.toContain(access.secret)
  })

  test('in the own network is refused, unless the operator allows it', async ({ db, folder }) => {
    const { tools, user, access } = await scene(db, folder)
    const saved = saveOwnBucket({ ...tools, allowPrivate: false }, { userId: user.id, access })
    await expect(saved).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    expect(server.calls).toEqual([])
  })

  test('that fails tells its owner, and goes on later', async ({ db, folder }) => {
    const { add, tools, user, access } = await scene(db, folder)
    await saveOwnBucket(tools, { userId: user.id, access })
    await add(1)
    await db.update(photos).set({ backedUpAt: new Date(Date.now() + 60_000) })
    server.failWhen(({ operation }) => (operation === 'PutObject' ? 'error' : null))
    await copyOriginals(tools)
    expect(await findOwnBucket(db, user.id)).toMatchObject({
      copied: 0,
      waiting: 1,
      trouble: expect.stringContaining('The bucket cannot be used'),
    })
    server.failWhen(() => null)
    await db.update(ownBuckets).set({ triedAt: new Date(0) })
    expect(await copyOriginals(tools)).toBe(false)
    expect(await findOwnBucket(db, user.id)).toMatchObject({ copied: 1, waiting: 0, trouble: null })
  })
})

test('an address with a path or a name is cut to its origin or refused', () => {
  const given = { endpoint: 'https://s3.example.org/x', region: 'eu', bucket: 'mine', keyId: 'k', secret: 's' }
  expect(OwnBucketInput.parse(given).endpoint).toBe('https://s3.example.org')
  for (const endpoint of ['ftp://x.example', 'https://me:pw@x.example', 'x']) {
    expect(OwnBucketInput.safeParse({ ...given, endpoint }).success).toBe(false)
  }
})
