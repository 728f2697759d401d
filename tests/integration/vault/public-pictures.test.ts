import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { eq } from 'drizzle-orm'
import { test as base, expect } from 'vitest'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { backupEvents } from '@/db/schema/vault'
import type { Backup } from '@/lib/backup/types'
import { runPass } from '@/lib/vault/run-pass'
import { test } from '@/tests/support/db'
import { folderStore, insertOriginals, type TestStore, vaultToolsFor } from '@/tests/support/vault-scene'

const EVERYTHING = { sequenceId: null, minutes: null }

/** An original with the picture that is kept for everybody, in the first of two stores. */
async function scene(db: Db, use: (scene: Awaited<ReturnType<typeof build>>) => Promise<void>) {
  const stores = [await folderStore(), await folderStore()] as const
  await use(await build(db, stores))
  for (const store of stores) await store.close()
}

async function build(db: Db, [first, second]: readonly [TestStore, TestStore]) {
  const [original] = await insertOriginals(db, first.backup, 1)
  if (!original) throw new Error('No original')
  const bytes = randomBytes(900)
  const key = `.public/${original.key}`
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await put(first.backup, key, bytes)
  const noted = { publicKey: key, publicSha256: sha256, publicBytes: bytes.length }
  await db.update(photos).set(noted).where(eq(photos.id, original.photoId))
  const keptKey = async () => {
    const [row] = await db.select({ publicKey: photos.publicKey }).from(photos)
    return row?.publicKey
  }
  return {
    first,
    second,
    tools: vaultToolsFor(db, { backup: first.backup, second: second.backup }),
    key,
    bytes,
    keptKey,
  }
}

function put(backup: Backup, key: string, bytes: Buffer) {
  return backup.put(key, Readable.from([bytes]), { contentType: 'image/jpeg', metadata: () => ({}) })
}

test('the picture for everybody is copied with its original, and mended from either copy', async ({ pool: db }) => {
  await scene(db, async ({ first, second, tools, key, bytes, keptKey }) => {
    await runPass(tools, EVERYTHING)
    expect(await second.read(key)).toEqual(bytes)
    for (const [bad, from] of [
      [first, second],
      [second, first],
    ] as const) {
      await bad.corrupt(key, (good) => Buffer.from(good).fill(1, 0, 10))
      await runPass(tools, EVERYTHING)
      expect(await bad.read(key)).toEqual(bytes)
      expect(await from.read(key)).toEqual(bytes)
    }
    expect(await keptKey()).toBe(key)
    expect(await db.select().from(backupEvents)).toEqual([]) // nothing happened to the original
  })
})

base.describe.each([
  ['changed', (store: TestStore, key: string) => store.corrupt(key, () => Buffer.from('x'))],
  ['gone', (store: TestStore, key: string) => store.backup.remove(key)],
] as const)('a picture for everybody that is %s in both stores', (_name, spoil) => {
  test('is forgotten, so that Mapillary is asked again, and its bytes are set aside', async ({ pool: db }) => {
    await scene(db, async ({ first, second, tools, key, keptKey }) => {
      await runPass(tools, EVERYTHING)
      await spoil(first, key)
      await spoil(second, key)
      await runPass(tools, EVERYTHING)
      expect(await keptKey()).toBeNull()
      expect(await first.read(key)).toBeNull()
    })
  })
})

test('while the second store is away nothing is forgotten', async ({ pool: db }) => {
  await scene(db, async ({ first, tools, key, keptKey }) => {
    await runPass(tools, EVERYTHING)
    await first.backup.remove(key)
    await runPass({ ...tools, second: null, isSecondAway: true }, EVERYTHING)
    expect(await keptKey()).toBe(key)
  })
})
