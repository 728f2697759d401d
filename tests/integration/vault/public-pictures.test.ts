import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { eq } from 'drizzle-orm'
import { test as base, expect } from 'vitest'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { backupChecks, backupEvents, vaultPasses } from '@/db/schema/vault'
import { getStatus } from '@/lib/administration/get-status'
import type { Backup } from '@/lib/backup/types'
import { keepMissingPictures } from '@/lib/photos/pictures/keep-missing-pictures'
import { describeEvent } from '@/lib/vault/events/describe-event'
import { endPass, startPass } from '@/lib/vault/passes'
import { runPass } from '@/lib/vault/run-pass'
import type { VaultTools } from '@/lib/vault/types'
import { LISTING_BEGIN, verifyNames } from '@/lib/vault/verify-names'
import { verifySlice } from '@/lib/vault/verify-slice'
import { test } from '@/tests/support/db'
import { folderStore, insertOriginals, type TestStore, vaultToolsFor } from '@/tests/support/vault-scene'

const EVERYTHING = { sequenceId: null, minutes: null }
const MAPILLARY = {
  downloadThumbnail: async () => ({
    body: new Blob([Buffer.from([0xff, 0xd8, 0xff, 0xd9])]).stream(),
    sizeBytes: null,
    contentType: 'image/jpeg',
  }),
}

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
    const told = await db.select().from(backupEvents).orderBy(backupEvents.id)
    const mended = { subject: 'public-picture', found: 'differs', done: 'other-copy' } as const
    expect(told).toMatchObject([
      { ...mended, copy: 1 },
      { ...mended, copy: 2 },
    ])
    expect(told.map(describeEvent)[0]).toBe(
      'The public picture had changed. It was replaced from the other copy, byte for byte. Your original is another file.',
    )
    const passes = await db.select().from(vaultPasses)
    expect(passes).toMatchObject([
      { mended: 0, bad: 0 },
      { mended: 0, bad: 0 },
      { mended: 0, bad: 0 },
    ]) // they count originals
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
      const [told, ...others] = await db.select().from(backupEvents)
      expect(told).toMatchObject({ subject: 'public-picture', copy: 1, done: 'none' })
      expect(others).toEqual([])

      await keepMissingPictures({ db, mapillary: MAPILLARY, backup: first.backup }, { endsAt: Date.now() + 60_000 })
      expect(await keptKey()).toBe(key)
      await runPass(tools, EVERYTHING)
      const events = await db.select().from(backupEvents).orderBy(backupEvents.id)
      expect(events.slice(1)).toMatchObject([
        { ...told, id: expect.any(Number), happenedAt: expect.any(Date), done: 'mapillary', detail: null },
      ])
    })
  })
})

test('while the second store is away nothing is forgotten', async ({ pool: db }) => {
  await scene(db, async ({ first, tools, key, keptKey }) => {
    await runPass(tools, EVERYTHING)
    await first.backup.remove(key)
    for (let time = 0; time < 2; time += 1) await runPass({ ...tools, second: null, isSecondAway: true }, EVERYTHING)
    expect(await keptKey()).toBe(key)
    expect(await db.select().from(backupEvents)).toMatchObject([{ found: 'missing', done: 'none' }]) // told once
  })
})

async function list(db: Db, tools: VaultTools) {
  const pass = await startPass(db, { kind: 'listing' })
  const result = await verifyNames(tools, { pass, state: LISTING_BEGIN })
  await endPass(db, pass.id)
  const [row] = await db.select().from(vaultPasses).where(eq(vaultPasses.id, pass.id))
  return { ...result, badPictures: row?.badPictures, untracked: row?.untracked }
}

base.describe.each([
  ['gone', (store: TestStore, key: string) => store.backup.remove(key)],
  ['too short', (store: TestStore, key: string) => store.corrupt(key, (bytes) => bytes.subarray(1))],
] as const)('a picture for everybody that is %s', (_name, spoil) => {
  test('is found by a listing and mended in the next night, although its original was read lately', async ({
    pool: db,
  }) => {
    await scene(db, async ({ first, tools, key, bytes, keptKey }) => {
      await runPass(tools, EVERYTHING)
      expect(await list(db, tools)).toEqual({ next: 'done', badPictures: 0, untracked: 0 })
      await spoil(first, key)
      expect(await list(db, tools)).toEqual({ next: 'done', badPictures: 1, untracked: 0 })

      const pass = await startPass(db, { kind: 'reading' })
      const read = () => verifySlice(tools, { pass, dueBefore: new Date('2026-01-01') })
      expect(await read()).toBe('done')
      expect(await first.read(key)).toEqual(bytes)
      expect(await keptKey()).toBe(key)
      expect(await db.select().from(backupEvents)).toMatchObject([
        { subject: 'public-picture', copy: 1, done: 'other-copy' },
      ])
      const [row] = await db.select().from(vaultPasses).where(eq(vaultPasses.id, pass.id))
      expect(row).toMatchObject({ lookedAt: 0, bytes: bytes.length }) // of the second copy; no original was read
      expect(await list(db, tools)).toEqual({ next: 'done', badPictures: 0, untracked: 0 })
    })
  })
})

test('a listing counts files that no photo refers to, and leaves them alone', async ({ pool: db }) => {
  await scene(db, async ({ first, tools }) => {
    const extra = ['.public/zoe/9/PHOTO_1.jpg', 'zoe/9/PHOTO_1.jpg']
    const others = ['.quarantine/2026-01-01/zoe/9/PHOTO_1.jpg', '.uploads/1/PHOTO_1.jpg', 'zoe/9/manifest.json']
    for (const key of [...extra, ...others]) await put(first.backup, key, Buffer.from('x'))
    expect(await list(db, tools)).toEqual({ next: 'done', badPictures: 0, untracked: 2 })
    expect((await getStatus(db)).originals).toMatchObject({ count: 1, badPictures: 0, untracked: 2 })
    expect(await first.keys()).toEqual(expect.arrayContaining([...extra, ...others]))
  })
})

test('pictures for everybody that are all gone, with an empty store, mark nothing', async ({ pool: db }) => {
  await scene(db, async ({ first, tools, keptKey, key }) => {
    for (const name of await first.keys()) await first.backup.remove(name)
    expect(await list(db, tools)).toMatchObject({ next: 'stopped', badPictures: 0 })
    expect(await keptKey()).toBe(key)
    expect(await db.$count(backupChecks, eq(backupChecks.isPictureDue, true))).toBe(0)
  })
})
