import { Readable } from 'node:stream'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect } from 'vitest'
import { backupChecks, backupEvents, vaultPasses } from '@/db/schema/vault'
import { describeEvent } from '@/lib/vault/events/describe-event'
import { listEvents } from '@/lib/vault/events/list-events'
import { writeEventAtom } from '@/lib/vault/events/write-event-atom'
import { getVault } from '@/lib/vault/get-vault'
import { listBadPhotos } from '@/lib/vault/list-bad-photos'
import { requestVerification } from '@/lib/vault/request-verification'
import { restartLostVerifications } from '@/lib/vault/restart-lost-verifications'
import { runPass } from '@/lib/vault/run-pass'
import { takeUpload } from '@/lib/vault/take-upload'
import { checksumLines } from '@/lib/vault/write-checksums'
import { test } from '@/tests/support/db'
import { insertUser } from '@/tests/support/factories'
import {
  folderStore,
  insertOriginals,
  type TestOriginal,
  type TestStore,
  vaultToolsFor,
} from '@/tests/support/vault-scene'

const EVERYTHING = { sequenceId: null, minutes: null }

let store: TestStore
beforeEach(async () => {
  store = await folderStore()
})
afterEach(() => store.close())

/** Three originals, the first of which is damaged, and found to be so. */
async function damagedScene(db: Parameters<typeof insertOriginals>[0]) {
  const originals = await insertOriginals(db, store.backup, 3)
  const [bad] = originals
  if (!bad) throw new Error('no original')
  await store.corrupt(bad.key, (bytes) => Buffer.alloc(bytes.length))
  const tools = vaultToolsFor(db, { backup: store.backup })
  await runPass(tools, EVERYTHING)
  return { originals, bad, tools }
}

const upload = ({ photoId, ownerId }: TestOriginal, bytes: Buffer) => ({
  photoId,
  ownerId,
  body: Readable.from([bytes]),
  sizeBytes: null,
})

describe("the owner's own file", () => {
  test('takes the place of a bad original, which is kept aside', async ({ pool: db }) => {
    const { bad, tools } = await damagedScene(db)
    await takeUpload(tools, upload(bad, bad.bytes))
    expect(await store.read(bad.key)).toEqual(bad.bytes)
    expect((await store.keys()).filter((key) => key.startsWith('.quarantine/'))).toHaveLength(1)
    const checks = await db.select().from(backupChecks).where(eq(backupChecks.photoId, bad.photoId))
    expect(checks).toMatchObject([{ state: 'ok', copies: 1, claimId: null }])
    const { events } = await listEvents(db, { ownerId: bad.ownerId, limit: 10 })
    expect(events.map(describeEvent)).toEqual([
      'The file had changed. It was replaced with the file that you uploaded, byte for byte.',
      'The file had changed. No other copy of it could be read. If you have the file, upload it here.',
    ])
  })

  test('is refused when it is another one, and nothing changes', async ({ pool: db }) => {
    const { bad, tools } = await damagedScene(db)
    const before = await store.read(bad.key)
    const other = Buffer.from(bad.bytes)
    other[7] = (other[7] ?? 0) ^ 1
    await expect(takeUpload(tools, upload(bad, other))).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await expect(takeUpload(tools, upload(bad, bad.bytes.subarray(1)))).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await expect(takeUpload(tools, { ...upload(bad, bad.bytes), sizeBytes: 5 })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
    expect(await store.read(bad.key)).toEqual(before)
    const checks = await db.select().from(backupChecks).where(eq(backupChecks.photoId, bad.photoId))
    expect(checks).toMatchObject([{ state: 'differs', claimId: null }])
  })

  test('is not taken for an original that is right, for one that is being read, or from somebody else', async ({
    pool: db,
  }) => {
    const { originals, bad, tools } = await damagedScene(db)
    const right = originals[1]
    if (!right) throw new Error('no original')
    await expect(takeUpload(tools, upload(right, right.bytes))).rejects.toMatchObject({ code: 'CONFLICT' })
    const stranger = await insertUser(db)
    await expect(takeUpload(tools, { ...upload(bad, bad.bytes), ownerId: stranger.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await db.update(backupChecks).set({ claimedUntil: new Date(Date.now() + 60_000) })
    await expect(takeUpload(tools, upload(bad, bad.bytes))).rejects.toMatchObject({ code: 'CONFLICT' })
  })
})

test('the vault counts what is known', async ({ pool: db }) => {
  const { originals, bad } = await damagedScene(db)
  const scope = { ownerId: bad.ownerId, copiesWanted: 1 }
  expect(await getVault(db, scope)).toMatchObject({
    originals: 3,
    bytes: originals.reduce((sum, { bytes }) => sum + bytes.length, 0),
    intact: 2,
    unread: 0,
    differing: 1,
    copiesComplete: 2,
    withoutPublicPicture: 3,
    running: null,
    isStoreInTrouble: false,
    oldestCheck: expect.any(String),
  })
  expect(await listBadPhotos(db, { ownerId: bad.ownerId, limit: 9 })).toMatchObject([
    { photoId: bad.photoId, state: 'differs', sha256: bad.sha256 },
  ])
  const stranger = await insertUser(db)
  expect(await getVault(db, { ...scope, ownerId: stranger.id })).toMatchObject({ originals: 0, oldestCheck: null })
  expect(await listBadPhotos(db, { ownerId: stranger.id, limit: 9 })).toEqual([])
  expect((await listEvents(db, { ownerId: stranger.id, limit: 9 })).events).toEqual([])
})

test('a verification that is asked for twice begins once, and shows how far it is', async ({ pool: db }) => {
  const { bad } = await damagedScene(db)
  const asked = { sequenceId: bad.sequenceId, userId: bad.ownerId }
  const [a, b] = await Promise.all([requestVerification(db, asked), requestVerification(db, asked)])
  expect([a.isNew, b.isNew].sort()).toEqual([false, true])
  expect(a.passId).toBe(b.passId)
  expect((await getVault(db, { ownerId: bad.ownerId, copiesWanted: 1 })).running).toMatchObject({ done: 0, total: 3 })
  const stranger = await insertUser(db)
  await expect(requestVerification(db, { ...asked, userId: stranger.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(await restartLostVerifications(db)).toEqual([])
  await db.update(vaultPasses).set({ movedAt: new Date(0) }) // killed, or its event was lost
  expect(await restartLostVerifications(db)).toEqual([{ passId: a.passId }])
  expect(await restartLostVerifications(db)).toEqual([]) // it is given time again
  expect((await requestVerification(db, asked)).isNew).toBe(false)
  await db.update(vaultPasses).set({ movedAt: new Date(0) })
  expect((await requestVerification(db, asked)).isNew).toBe(true)
})

test('checksums are those that sha256sum reads', async ({ pool: db }) => {
  const originals = await insertOriginals(db, store.backup, 3)
  const [{ ownerId, sequenceId } = { ownerId: 0, sequenceId: 0 }] = originals
  const lines: string[] = []
  for await (const piece of checksumLines(db, { ownerId, sequenceId })) lines.push(piece)
  expect(lines.join('')).toBe(originals.map(({ sha256, key }) => `${sha256}  ${key}\n`).join(''))
})

test('events come page by page, and as a feed', async ({ pool: db }) => {
  const { bad } = await damagedScene(db)
  const { photoId, ownerId } = bad
  await db.insert(backupEvents).values({ photoId, ownerId, copy: 1, found: 'recovered', done: 'none' })
  const first = await listEvents(db, { ownerId, limit: 1 })
  expect(first.events).toMatchObject([{ found: 'recovered' }])
  const second = await listEvents(db, { ownerId, limit: 1, cursor: Number(first.nextCursor) })
  expect(second).toMatchObject({ events: [{ found: 'differs' }], nextCursor: null })
  const atom = writeEventAtom(second, { origin: 'https://mtp.example', self: 'https://mtp.example/f?a=1&b=2' })
  expect(atom).toContain(`<link rel="alternate" type="text/html" href="https://mtp.example/photos/${photoId}"/>`)
  expect(atom).toContain('href="https://mtp.example/f?a=1&amp;b=2"')
})
