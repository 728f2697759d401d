import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { eq, inArray, sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect } from 'vitest'
import { photos } from '@/db/schema/photos'
import { backupChecks, backupEvents, vaultPasses } from '@/db/schema/vault'
import { random } from '@/demo/random'
import { writeMarker } from '@/lib/backup/marker'
import type { BackupState } from '@/lib/model/backup-states'
import { expectStore } from '@/lib/vault/find-store-trouble'
import { endReading, startPass } from '@/lib/vault/passes'
import { runPass } from '@/lib/vault/run-pass'
import { exitCodeOf } from '@/lib/vault/summarise-pass'
import type { VaultPass } from '@/lib/vault/types'
import { LISTING_BEGIN, verifyNames } from '@/lib/vault/verify-names'
import { verifySlice } from '@/lib/vault/verify-slice'
import { readPageRevision } from '@/lib/visibility/page-revision'
import { test } from '@/tests/support/db'
import {
  folderStore,
  insertOriginals,
  s3Store,
  type TestOriginal,
  type TestStore,
  vaultToolsFor,
} from '@/tests/support/vault-scene'

const NO_METADATA = { contentType: 'image/jpeg', metadata: () => ({}) }
const EVERYTHING = { sequenceId: null, minutes: null }

const flip = (at: (length: number) => number) => (bytes: Buffer) => {
  const place = at(bytes.length)
  bytes[place] = (bytes[place] ?? 0) ^ 1
  return bytes
}

type Fault = {
  name: string
  found: BackupState
  inject: (store: TestStore, key: string, next: TestOriginal | undefined) => Promise<void>
}

/** Repairs are expected to give up soon on bytes that do not come. */
const IMPATIENT = { patienceMs: 100 }

const FAULTS: Fault[] = [
  { name: 'no byte comes', found: 'unreadable', inject: ({ makeSlow }, key) => makeSlow(key) },
  {
    name: 'swapped with the next, which has the same size',
    found: 'differs',
    async inject({ corrupt, read }, key, next) {
      const [here, there] = [await read(key), next && (await read(next.key))]
      if (!here || !next || !there) throw new Error('nothing to swap')
      await corrupt(key, () => there)
      await corrupt(next.key, () => here)
    },
  },
  { name: 'swapped with the one before', found: 'differs', inject: async () => undefined },
  {
    name: 'one byte left',
    found: 'differs',
    inject: ({ corrupt }, key) => corrupt(key, (bytes) => bytes.subarray(0, 1)),
  },
  {
    name: 'a bit at the start',
    found: 'differs',
    inject: ({ corrupt }, key) =>
      corrupt(
        key,
        flip(() => 0),
      ),
  },
  {
    name: 'a bit in the middle',
    found: 'differs',
    inject: ({ corrupt }, key) =>
      corrupt(
        key,
        flip((length) => length >> 1),
      ),
  },
  {
    name: 'a bit at the end',
    found: 'differs',
    inject: ({ corrupt }, key) =>
      corrupt(
        key,
        flip((length) => length - 1),
      ),
  },
  {
    name: 'one byte too few',
    found: 'differs',
    inject: ({ corrupt }, key) => corrupt(key, (bytes) => bytes.subarray(0, -1)),
  },
  {
    name: 'half of it',
    found: 'differs',
    inject: ({ corrupt }, key) => corrupt(key, (bytes) => bytes.subarray(0, bytes.length >> 1)),
  },
  { name: 'nothing in it', found: 'differs', inject: ({ corrupt }, key) => corrupt(key, () => Buffer.alloc(0)) },
  {
    name: 'zeros',
    found: 'differs',
    inject: ({ corrupt }, key) => corrupt(key, (bytes) => Buffer.alloc(bytes.length)),
  },
  {
    name: 'a byte too many',
    found: 'differs',
    inject: ({ corrupt }, key) => corrupt(key, (bytes) => Buffer.concat([bytes, Buffer.alloc(1)])),
  },
  { name: 'deleted', found: 'missing', inject: ({ backup }, key) => backup.remove(key) },
  { name: 'unreadable', found: 'unreadable', inject: ({ makeUnreadable }, key) => makeUnreadable(key) },
]

type Injected = { original: TestOriginal; fault: Fault }

/** Breaks each of these originals, in one way after the other. */
async function injectFaults(store: TestStore, originals: TestOriginal[]): Promise<Injected[]> {
  const injected: Injected[] = []
  for (const [at, original] of originals.entries()) {
    const fault = FAULTS[at % FAULTS.length]
    if (!fault) throw new Error('no fault')
    await fault.inject(store, original.key, originals[at + 1])
    injected.push({ original, fault })
  }
  return injected
}

function foundIn(injected: Injected[]): Map<number, string> {
  return new Map(injected.map(({ original, fault }) => [original.photoId, fault.found]))
}

describe.each([
  { kind: 'folder', create: folderStore },
  { kind: 'S3', create: s3Store },
])('verification of a backup ($kind)', ({ create }) => {
  let store: TestStore
  let second: TestStore
  beforeEach(async () => {
    store = await create()
    second = await create()
  })
  afterEach(async () => {
    await store.close()
    await second.close()
  })

  test('what is right is found right, and copied while it is read', async ({ pool: db }) => {
    const originals = await insertOriginals(db, store.backup, 20)
    const tools = vaultToolsFor(db, { backup: store.backup, second: second.backup })
    const summary = await runPass(tools, EVERYTHING)
    expect(summary).toMatchObject({ expected: 20, verified: 20, mended: 0, copiesMissing: 0, alarm: null })
    expect(exitCodeOf(summary, { isPartial: false })).toBe(0)
    for (const { key, bytes, sha256 } of originals) {
      expect(await second.read(key)).toEqual(bytes)
      expect((await second.backup.head(key))?.metadata.sha256).toBe(sha256)
    }
    expect(summary.bytes).toBe(originals.reduce((sum, { bytes }) => sum + bytes.length, 0)) // one read served both
    expect(await db.$count(backupEvents)).toBe(0)
  })

  test('220 faults of every kind: all found in one pass, all mended from the second copy', {
    timeout: 120_000,
  }, async ({ pool: db }) => {
    const originals = await insertOriginals(db, store.backup, 211)
    const gone = await insertOriginals(db, store.backup, 10)
    const tools = { ...vaultToolsFor(db, { backup: store.backup, second: second.backup }), ...IMPATIENT }
    await runPass(tools, EVERYTHING)
    const bad = await injectFaults(store, originals.slice(11))
    for (const { key } of gone) await store.backup.remove(key) // all of a folder
    const undescribed = originals.slice(0, 10)
    for (const { key } of undescribed) await store.forgetMetadata(key)

    const summary = await runPass(tools, EVERYTHING)
    expect(summary).toMatchObject({ verified: 221, mended: 220, missing: 0, differing: 0, unreadable: 0 })
    expect(exitCodeOf(summary, { isPartial: false })).toBe(3)
    for (const { key, bytes, sha256 } of [...originals, ...gone]) {
      expect(await store.read(key)).toEqual(bytes)
      expect((await store.backup.head(key))?.metadata).toMatchObject({ sha256 })
    }
    const events = await db.select().from(backupEvents)
    expect(events).toHaveLength(220)
    expect(
      events.every(
        ({ copy, found, done }) => copy === 1 && done === (found === 'undescribed' ? 'described' : 'other-copy'),
      ),
    ).toBe(true)
    expect(new Map(events.map(({ photoId, found }) => [photoId, found]))).toEqual(
      new Map<number, string>([
        ...foundIn(bad),
        ...gone.map(({ photoId }) => [photoId, 'missing'] as const),
        ...undescribed.map(({ photoId }) => [photoId, 'undescribed'] as const),
      ]),
    )
    const quarantine = (await store.keys()).filter((key) => key.startsWith('.quarantine/'))
    for (const { original, fault } of bad) {
      const isMovable = fault.name !== 'unreadable' || store.kind === 'folder'
      const isKept = fault.found !== 'missing' && isMovable
      expect(
        quarantine.some((key) => key.includes(original.key)),
        fault.name,
      ).toBe(isKept)
    }
    expect(exitCodeOf(await runPass(tools, EVERYTHING), { isPartial: false })).toBe(0)
  })

  test('faults of both copies at random: a good one is never lost, and mends the other', { timeout: 90_000 }, async ({
    pool: db,
  }) => {
    const originals = await insertOriginals(db, store.backup, 80)
    const tools = { ...vaultToolsFor(db, { backup: store.backup, second: second.backup }), ...IMPATIENT }
    await runPass(tools, EVERYTHING)
    const next = random('faults of both copies')
    const single = FAULTS.filter(({ name }) => !name.startsWith('swapped'))
    const spoil = async (copy: TestStore, key: string) => {
      const fault = single[Math.floor(next() * single.length * 2)] // half of them stay good
      await fault?.inject(copy, key, undefined)
      return fault !== undefined
    }
    const isBad: boolean[] = []
    for (const [at, { key }] of originals.entries()) {
      if (at === 0) continue // tells that both stores are ours
      const spoilt = [await spoil(store, key), await spoil(second, key)]
      isBad[at] = spoilt[0] === true && spoilt[1] === true
    }
    const summary = await runPass(tools, EVERYTHING)
    expect(summary.missing + summary.differing + summary.unreadable).toBe(isBad.filter(Boolean).length)
    expect(isBad.filter(Boolean).length).toBeGreaterThan(5)
    for (const [at, { key, bytes, photoId }] of originals.entries()) {
      if (isBad[at]) {
        const [check] = await db.select().from(backupChecks).where(eq(backupChecks.photoId, photoId))
        expect(check).toMatchObject({ state: expect.not.stringMatching('ok'), copies: 0 })
        continue
      }
      expect(await store.read(key)).toEqual(bytes)
      expect(await second.read(key)).toEqual(bytes)
    }
  })

  test('faults without another copy: all found in one pass, and told once', async ({ pool: db }) => {
    const originals = await insertOriginals(db, store.backup, 25)
    const tools = { ...vaultToolsFor(db, { backup: store.backup }), ...IMPATIENT }
    const bad = await injectFaults(store, originals.slice(5))
    for (const _ of [1, 2]) {
      const summary = await runPass(tools, EVERYTHING)
      expect(exitCodeOf(summary, { isPartial: false })).toBe(4)
      expect(summary.missing + summary.differing + summary.unreadable).toBe(20)
    }
    const checks = await db.select().from(backupChecks).where(sql`copies = 0`)
    expect(new Map(checks.map(({ photoId, state }) => [photoId, state]))).toEqual(foundIn(bad))
    const events = await db.select().from(backupEvents).where(eq(backupEvents.done, 'none'))
    expect(events).toHaveLength(20)
    for (const { key, bytes } of originals.slice(0, 5)) expect(await store.read(key)).toEqual(bytes)
  })

  test('faults of the second copy are mended from the first', async ({ pool: db }) => {
    const originals = await insertOriginals(db, store.backup, 25)
    const tools = { ...vaultToolsFor(db, { backup: store.backup, second: second.backup }), ...IMPATIENT }
    await runPass(tools, EVERYTHING)
    const bad = await injectFaults(second, originals.slice(5))
    expect(exitCodeOf(await runPass(tools, EVERYTHING), { isPartial: false })).toBe(3)
    for (const { key, bytes } of originals) {
      expect(await second.read(key)).toEqual(bytes)
      expect(await store.read(key)).toEqual(bytes)
    }
    const events = await db.select().from(backupEvents)
    expect(events.every(({ copy, done }) => copy === 2 && done === 'other-copy')).toBe(true)
    expect(new Map(events.map(({ photoId, found }) => [photoId, found]))).toEqual(foundIn(bad))
  })

  test('a CRC-32 that is not known is noted, and one that is known never makes an original bad', async ({
    pool: db,
  }) => {
    const [unknown, known] = await insertOriginals(db, store.backup, 2)
    if (!unknown || !known) throw new Error('no original')
    await db.update(photos).set({ backupCrc32: 7 }).where(eq(photos.id, known.photoId))
    const tools = vaultToolsFor(db, { backup: store.backup })
    const revision = await readPageRevision(db)
    expect(exitCodeOf(await runPass(tools, EVERYTHING), { isPartial: false })).toBe(0)
    expect(await readPageRevision(db)).toBe(revision) // no page shows it
    const rows = await db.select({ crc: photos.backupCrc32 }).from(photos).orderBy(photos.id)
    expect(rows.map(({ crc }) => crc)).toEqual([crc32(unknown.bytes), 7])
  })

  test('metadata that are gone are written again', async ({ pool: db }) => {
    const [bad] = await insertOriginals(db, store.backup, 2)
    if (!bad) throw new Error('no original')
    const tools = vaultToolsFor(db, { backup: store.backup })
    await store.forgetMetadata(bad.key)
    expect(exitCodeOf(await runPass(tools, EVERYTHING), { isPartial: false })).toBe(3)
    expect((await store.backup.head(bad.key))?.metadata).toMatchObject({ sha256: bad.sha256 })
    expect(await db.select().from(backupEvents)).toMatchObject([{ found: 'undescribed', done: 'described' }])
  })

  test('a whole prefix that is gone is found by names, and comes back', async ({ pool: db }) => {
    const gone = await insertOriginals(db, store.backup, 12)
    await insertOriginals(db, store.backup, 12)
    const tools = vaultToolsFor(db, { backup: store.backup, second: second.backup })
    await runPass(tools, EVERYTHING)
    await db.update(backupChecks).set({ verifiedAt: new Date('2026-02-01') })
    for (const { key } of gone) await store.backup.remove(key)
    const pass = await startPass(db, { kind: 'listing' })
    expect(await verifyNames(tools, { pass, state: LISTING_BEGIN })).toEqual({ next: 'done' })
    expect(await db.$count(backupChecks, eq(backupChecks.state, 'missing'))).toBe(12)
    expect(await runPass(tools, EVERYTHING)).toMatchObject({ mended: 12, missing: 0 })
  })

  test('a listing compares the second store too, and what is bad there is mended in the next night', async ({
    pool: db,
  }) => {
    const [gone, short, ok] = await insertOriginals(db, store.backup, 3)
    if (!gone || !short || !ok) throw new Error('no original')
    const tools = vaultToolsFor(db, { backup: store.backup, second: second.backup })
    await runPass(tools, EVERYTHING)
    await db.update(backupChecks).set({ verifiedAt: new Date('2026-02-01') })
    await second.backup.remove(gone.key)
    await second.corrupt(short.key, (bytes) => bytes.subarray(1))
    const list = async () => {
      const listing = await startPass(db, { kind: 'listing' })
      expect(await verifyNames(tools, { pass: listing, state: LISTING_BEGIN })).toEqual({ next: 'done' })
      const [row] = await db.select().from(vaultPasses).where(eq(vaultPasses.id, listing.id))
      return row
    }
    expect(await list()).toMatchObject({ expected: 3, lookedAt: 3, bad: 2, alarm: null })
    expect(await list()).toMatchObject({ bad: 0 }) // found once
    expect(await db.$count(backupChecks, eq(backupChecks.copies, 1))).toBe(2)
    expect(await db.$count(backupChecks, eq(backupChecks.state, 'ok'))).toBe(3) // the first copies are right

    const night = await startPass(db, { kind: 'reading' })
    expect(await verifySlice(tools, { pass: night, dueBefore: new Date('2026-01-01') })).toBe('done')
    for (const { key, bytes } of [gone, short, ok]) expect(await second.read(key)).toEqual(bytes)
    expect(await db.$count(backupChecks, eq(backupChecks.copies, 2))).toBe(3)
    const events = await db.select().from(backupEvents).orderBy(backupEvents.photoId, backupEvents.id)
    expect(events).toMatchObject([
      { photoId: gone.photoId, copy: 2, found: 'missing', done: 'none' },
      { photoId: gone.photoId, copy: 2, found: 'missing', done: 'other-copy' },
      { photoId: short.photoId, copy: 2, found: 'differs', done: 'none' },
      { photoId: short.photoId, copy: 2, found: 'differs', done: 'other-copy' },
    ])
  })

  test('a second store that is empty marks nothing in a listing, and is an alarm', async ({ pool: db }) => {
    await insertOriginals(db, store.backup, 3)
    await runPass(vaultToolsFor(db, { backup: store.backup, second: second.backup }), EVERYTHING)
    await db.update(backupChecks).set({ verifiedAt: new Date('2026-02-01') })
    const tools = vaultToolsFor(db, { backup: store.backup, second: (await create()).backup })
    const pass = await startPass(db, { kind: 'listing' })
    expect(await verifyNames(tools, { pass, state: LISTING_BEGIN })).toEqual({ next: 'done' })
    expect(await db.$count(backupChecks, eq(backupChecks.copies, 2))).toBe(3)
    const [row] = await db.select().from(vaultPasses).where(eq(vaultPasses.id, pass.id))
    expect(row).toMatchObject({ lookedAt: 3, bad: 0, alarm: expect.stringContaining('second backup') })
  })

  test('a listing finds sizes, and finds nothing to be right', async ({ pool: db }) => {
    const [bad, ok] = await insertOriginals(db, store.backup, 9)
    if (!bad || !ok) throw new Error('no original')
    await store.corrupt(bad.key, (bytes) => bytes.subarray(1))
    const pass = await startPass(db, { kind: 'listing' })
    expect(await verifyNames(vaultToolsFor(db, store), { pass, state: LISTING_BEGIN })).toEqual({ next: 'done' })
    expect(await db.select().from(backupChecks).where(eq(backupChecks.photoId, bad.photoId))).toMatchObject([
      { state: 'differs' },
    ])
    expect(await db.select().from(backupChecks).where(eq(backupChecks.photoId, ok.photoId))).toMatchObject([
      { state: null },
    ])
    expect(await db.select().from(vaultPasses)).toMatchObject([{ expected: 9, lookedAt: 9, bad: 1 }])
  })

  test('an empty store marks nothing, is written nothing, and is an alarm', async ({ pool: db }) => {
    await insertOriginals(db, store.backup, 3)
    const empty = await create()
    const tools = vaultToolsFor(db, { backup: empty.backup, second: second.backup })
    const summary = await runPass(tools, { sequenceId: null, minutes: 1 })
    expect(summary).toMatchObject({
      verified: 0,
      missing: 0,
      alarm: expect.stringContaining('None of the 3 originals'),
    })
    expect(exitCodeOf(summary, { isPartial: true })).toBe(4)
    expect(await db.$count(backupEvents)).toBe(0)
    expect(await empty.keys()).toEqual([])
    expect(await second.keys()).toEqual([])
    await empty.close()
  })

  test("another instance's store is an alarm, and marks nothing, even when files of the same names lie in it", async ({
    pool: db,
  }) => {
    const originals = await insertOriginals(db, store.backup, 3)
    const foreign = await create()
    await foreign.backup.put('zoe/9/PHOTO_1.jpg', Readable.from([Buffer.from('x')]), NO_METADATA)
    const look = async (minutes: number | null) => {
      const summary = await runPass(vaultToolsFor(db, foreign), { sequenceId: null, minutes })
      expect(summary).toMatchObject({ verified: 0, missing: 0, mended: 0, alarm: expect.any(String) })
      expect(exitCodeOf(summary, { isPartial: minutes !== null })).toBe(4)
      expect(await db.$count(backupEvents)).toBe(0)
      return summary
    }
    await look(null)
    await look(1)
    for (const { key, bytes } of originals.slice(1)) await foreign.backup.put(key, Readable.from([bytes]), NO_METADATA)
    await writeMarker(foreign.backup, { id: randomUUID() })
    const before = await foreign.keys()
    for (const minutes of [null, 1]) expect((await look(minutes)).alarm).toBe('The backup belongs to another instance')
    expect(await foreign.keys()).toEqual(before)
    await foreign.close()
  })

  test('a folder or bucket that is gone is an alarm, marks nothing, and is not made anew', async ({ pool: db }) => {
    await insertOriginals(db, store.backup, 3)
    const absent = await create()
    await absent.disappear()
    for (const minutes of [null, 1]) {
      const summary = await runPass(vaultToolsFor(db, absent), { sequenceId: null, minutes })
      expect(summary).toMatchObject({ verified: 0, missing: 0, unreadable: 0, alarm: expect.any(String) })
      expect(exitCodeOf(summary, { isPartial: minutes !== null })).toBe(4)
    }
    expect(await db.$count(backupEvents)).toBe(0)
    expect(await db.$count(backupChecks, sql`state is not null`)).toBe(0)
    expect(await absent.isThere()).toBe(false)
    await absent.close()
  })

  test('a second store that lost all its copies is not written to', async ({ pool: db }) => {
    await insertOriginals(db, store.backup, 3)
    await runPass(vaultToolsFor(db, { backup: store.backup, second: second.backup }), EVERYTHING)
    const empty = await create()
    const summary = await runPass(vaultToolsFor(db, { backup: store.backup, second: empty.backup }), EVERYTHING)
    expect(summary).toMatchObject({ verified: 3, alarm: expect.stringContaining('second backup') })
    expect(exitCodeOf(summary, { isPartial: false })).toBe(4)
    expect(await empty.keys()).toEqual([])
    await empty.close()
  })

  test('both copies bad: neither takes the place of the other', async ({ pool: db }) => {
    const [bad] = await insertOriginals(db, store.backup, 2)
    if (!bad) throw new Error('no original')
    const tools = vaultToolsFor(db, { backup: store.backup, second: second.backup })
    await runPass(tools, EVERYTHING)
    await store.corrupt(
      bad.key,
      flip(() => 3),
    )
    await second.corrupt(
      bad.key,
      flip(() => 9),
    )
    const before = [await store.read(bad.key), await second.read(bad.key)]
    expect(exitCodeOf(await runPass(tools, EVERYTHING), { isPartial: false })).toBe(4)
    expect([await store.read(bad.key), await second.read(bad.key)]).toEqual(before)
  })

  test('two verifiers at once look at each original once', async ({ pool }) => {
    await insertOriginals(pool, store.backup, 40)
    const tools = vaultToolsFor(pool, { backup: store.backup, second: second.backup })
    const [a, b] = await Promise.all([runPass(tools, EVERYTHING), runPass(tools, EVERYTHING)])
    expect(a.verified).toBe(40)
    expect(b.verified).toBe(40)

    const passes = [await startPass(pool, { kind: 'reading' }), await startPass(pool, { kind: 'reading' })]
    const readAll = async (pass: VaultPass) => {
      while ((await verifySlice(tools, { pass, dueBefore: pass.startedAt })) === 'again');
    }
    await Promise.all(passes.map(readAll))
    const isOfBoth = inArray(
      vaultPasses.id,
      passes.map(({ id }) => id),
    )
    const [first, other] = await pool.select().from(vaultPasses).where(isOfBoth)
    expect((first?.lookedAt ?? 0) + (other?.lookedAt ?? 0)).toBe(40)
  })
})

test('nothing to verify is said so', async ({ pool: db }) => {
  const store = await folderStore()
  const summary = await runPass(vaultToolsFor(db, store), EVERYTHING)
  expect(summary).toMatchObject({ expected: 0, verified: 0 })
  expect(exitCodeOf(summary, { isPartial: false })).toBe(0)
  await store.close()
})

test('a pass that reads nothing although originals are due is an alarm, and one with nothing to do is none', async ({
  pool: db,
}) => {
  const store = await folderStore()
  await insertOriginals(db, store.backup, 3)
  const tools = vaultToolsFor(db, store)
  const pass = await startPass(db, { kind: 'reading' })
  const alarmAfter = async (dueBefore: Date) => {
    await db.update(vaultPasses).set({ alarm: null })
    await endReading(db, { pass, dueBefore })
    return (await db.select().from(vaultPasses).where(eq(vaultPasses.id, pass.id)))[0]?.alarm
  }
  await verifySlice(tools, { pass, dueBefore: pass.startedAt, budgetMs: 0 })
  expect(await alarmAfter(pass.startedAt)).toMatch(/^Originals were to be read, and none was/)
  await db.update(backupChecks).set({ claimedUntil: new Date(Date.now() + 60_000) }) // somebody else reads them
  expect(await alarmAfter(pass.startedAt)).toBeNull()
  await db.update(backupChecks).set({ claimedUntil: null, verifiedAt: new Date() })
  expect(await alarmAfter(pass.startedAt)).toBeNull()
  await store.close()
})

test.for([
  [folderStore, s3Store],
  [s3Store, folderStore],
])('two stores of another kind mend each other (%#)', async ([createFirst, createSecond], { pool: db }) => {
  const [first, second] = [await createFirst?.(), await createSecond?.()]
  if (!first || !second) throw new Error('no store')
  const originals = await insertOriginals(db, first.backup, 20)
  const tools = { ...vaultToolsFor(db, { backup: first.backup, second: second.backup }), ...IMPATIENT }
  await runPass(tools, EVERYTHING)
  await injectFaults(first, originals.slice(0, 10))
  await injectFaults(second, originals.slice(10))
  expect(exitCodeOf(await runPass(tools, EVERYTHING), { isPartial: false })).toBe(3)
  for (const { key, bytes } of originals)
    for (const store of [first, second]) expect(await store.read(key)).toEqual(bytes)
  await first.close()
  await second.close()
})

test('a store is known by a few of its originals, without listing it, also before the first pass', async ({
  pool: db,
}) => {
  const store = await folderStore()
  await insertOriginals(db, store.backup, 3)
  const entries = () => {
    throw new Error('listed')
  }
  await expectStore(db, { store: { ...store.backup, entries }, copies: 1 })
  await store.close()
})
