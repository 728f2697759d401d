import { describe, expect } from 'vitest'
import { accountPhotos, accountSequences, accountSyncs } from '@/db/schema/people/accounts'
import { mapillaryAccounts } from '@/db/schema/people/users'
import type { SequenceRecipe } from '@/demo/world'
import { failAccountSync, restartLostAccountSyncs } from '@/lib/accounts/active-sync'
import { findAccountSync } from '@/lib/accounts/find-account-sync'
import { requestAccountSync } from '@/lib/accounts/request-account-sync'
import { syncAccount } from '@/lib/accounts/sync-account'
import { createAccountLists } from '@/lib/imports/importable/account-lists'
import { listImportable } from '@/lib/imports/importable/list-importable'
import type { Outcome } from '@/lib/imports/run/outcome'
import { ago } from '@/tests/support/ago'
import { insertUser } from '@/tests/support/factories'
import { type Importing, test } from '@/tests/support/importing'

const WALK: SequenceRecipe = { username: 'ada', photos: 3, detections: 'none', capturedAt: '2020-06-01T09:00:00Z' }
/** Five pages and more, over three years. */
const LARGE: SequenceRecipe[] = [
  { ...WALK, photos: 1500, capturedAt: '2018-05-01T08:00:00Z' },
  { ...WALK, photos: 2100, capturedAt: '2019-05-01T08:00:00Z' },
  { ...WALK, photos: 2600, capturedAt: '2020-05-01T08:00:00Z' },
]

/** Requests a reading and reads until it is over or waits; the last outcome. */
async function read(run: Importing, force?: 'new' | 'whole'): Promise<Outcome | null> {
  const requested = await requestAccountSync(run.tools.db, { userId: run.user.id, ...(force && { force }) })
  return requested && readOn(run, requested.attempt)
}

async function readOn(run: Importing, attempt: number): Promise<Outcome> {
  for (;;) {
    const outcome = await syncAccount(run.tools, { userId: run.user.id, attempt, waits: 0 })
    if (outcome.next !== 'again') return outcome
  }
}

const listOf = (run: Importing, userId = run.user.id) =>
  listImportable({ ...run.tools, lists: createAccountLists() }, userId)
const listed = async (run: Importing) => (await listOf(run)).sequences.map(({ key, photoCount }) => [key, photoCount])
const ownOf = (run: Importing) =>
  run.demo.world.sequences
    .filter(({ owner, isPrivate }) => owner.username === 'ada' && !isPrivate)
    .map(({ key, photos }) => [key, photos.length])
const pagesOf = (run: Importing) => run.proxy.requests.filter(({ search }) => search.includes('creator_username'))

describe('reading an account', () => {
  test('finds every sequence but the private ones, with their facts, in one call', async ({ importingV4, pool }) => {
    const run = await importingV4(
      WALK,
      { ...WALK, photos: 4, isPanorama: true, cameraMake: 'GoPro' },
      { ...WALK, photos: 5, isPrivate: true },
      { ...WALK, username: 'bruno' },
    )
    expect(await read(run)).toEqual({ next: 'done' })
    expect(await listed(run)).toEqual(ownOf(run))
    expect(pagesOf(run)).toHaveLength(1)
    const listing = await listOf(run)
    const [first] = await listing.withLines(listing.sequences.slice(0, 1), 16)
    const sequence = run.demo.world.sequences.find(({ key }) => key === first?.key)
    expect(first).toMatchObject({
      cameraMake: 'GoPro',
      here: { state: 'new' },
      line: { length: sequence?.photos.length },
    })
    expect(await findAccountSync(pool, run.user.id)).toMatchObject({ state: 'done', finishedAt: expect.any(Date) })
  })

  test('goes through a large one newest first, and says how far it is', async ({ importingV4, pool }) => {
    const run = await importingV4(...LARGE)
    const requested = await requestAccountSync(pool, { userId: run.user.id })
    let isOut = false
    run.proxy.inject(
      ({ searchParams }) => {
        isOut ||= searchParams.get('end_captured_at')?.startsWith('2020') ?? false
        return isOut
      },
      ({ response }) => void response.writeHead(503).end(),
    )
    expect(await readOn(run, requested?.attempt ?? 0)).toMatchObject({ next: 'wait' })
    expect(await listed(run)).toContainEqual([expect.any(String), 2600])
    expect(await findAccountSync(pool, run.user.id)).toMatchObject({
      state: 'waiting_for_mapillary',
      readBackTo: new Date('2020-01-01T00:00:00Z'),
      finishedAt: null,
    })
    run.proxy.heal()
    expect(await readOn(run, requested?.attempt ?? 0)).toEqual({ next: 'done' })
    expect(await listed(run)).toEqual(ownOf(run))
  })

  test('counts a photo once, however often it comes', async ({ importingV4, pool }) => {
    const [large, more] = LARGE
    const newYear = { ...WALK, capturedAt: '2020-01-01T00:00:00Z' } // its first photo is of both years' lists
    const run = await importingV4({ ...WALK, ...large }, { ...WALK, ...more }, newYear)
    expect(await read(run)).toEqual({ next: 'done' })
    expect(await findAccountSync(pool, run.user.id)).toMatchObject({ photoCount: 3603 })
  })

  test('goes on where it was killed: no page is asked for twice but the one under way', async ({
    importingV4,
    pool,
  }) => {
    const run = await importingV4(...LARGE)
    const requested = await requestAccountSync(pool, { userId: run.user.id })
    run.proxy.inject(
      ({ searchParams }) =>
        searchParams.has('after') && searchParams.get('start_captured_at')?.startsWith('2019') === true,
      ({ response }) => void response.socket?.destroy(),
      1,
    )
    await readOn(run, requested?.attempt ?? 0)
    expect(await readOn(run, requested?.attempt ?? 0)).toEqual({ next: 'done' })
    const asked = pagesOf(run).map(({ search }) => search)
    expect(asked.length - new Set(asked).size).toBe(1)
    expect(await listed(run)).toEqual(ownOf(run))
    expect(await pool.$count(accountPhotos)).toBe(6200)
  })

  test('keeps no token in the place where it goes on', async ({ importingV4, pool }) => {
    const run = await importingV4(...LARGE)
    const kept: unknown[] = []
    let given = '' // the demo gives the token away in the address of the next page, as Meta does
    run.proxy.inject(
      ({ search }) => search.includes('creator_username'),
      async ({ response, upstream }) => {
        kept.push(...(await pool.select().from(accountSyncs)))
        const { status, headers, body } = await upstream()
        given += body
        response.writeHead(status, headers).end(body)
      },
    )
    await read(run)
    expect(given).toContain('access_token=demo.')
    expect(JSON.stringify(kept)).toContain('"after":"after=2000"')
    expect(JSON.stringify(kept)).not.toContain('demo.')
  })

  test('gives up a place that Mapillary no longer knows for the start of its span', async ({ importingV4, pool }) => {
    const run = await importingV4(...LARGE)
    const requested = await requestAccountSync(pool, { userId: run.user.id })
    const error = { error: { code: 100, message: 'Invalid cursor' } }
    run.proxy.inject(
      ({ searchParams }) => searchParams.has('after'),
      ({ response }) => void response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify(error)),
      1,
    )
    expect(await readOn(run, requested?.attempt ?? 0)).toMatchObject({ next: 'wait' })
    expect(await readOn(run, requested?.attempt ?? 0)).toEqual({ next: 'done' })
    expect(await listed(run)).toEqual(ownOf(run))
  })
})

describe('reading an account again', () => {
  test('happens no sooner than after a minute, unless it is asked for', async ({ importingV4 }) => {
    const run = await importingV4(WALK)
    await read(run)
    expect(await read(run)).toBeNull()
    expect(await read(run, 'new')).toEqual({ next: 'done' })
  })

  test('asks for what is new alone, and shows it', async ({ importingV4 }) => {
    const run = await importingV4(WALK)
    await read(run)
    const [last] = run.sequence.photos.slice(-1)
    if (!last) throw new Error('no photo')
    const next = { ...last, key: 'taken-later', capturedAt: new Date(last.capturedAt.getTime() + 60_000) }
    run.add(next)
    expect(await read(run, 'new')).toEqual({ next: 'done' })
    expect(await listed(run)).toEqual([[run.sequence.key, 4]])
    expect(pagesOf(run).at(-1)?.searchParams.get('start_captured_at')).toBe(
      new Date(last.capturedAt.getTime() - 86_400_000).toISOString(),
    )
  })

  test('wholly finds what is gone, photos and sequences', async ({ importingV4, pool }) => {
    const run = await importingV4(WALK, { ...WALK, photos: 2 })
    await read(run)
    const [first, second] = run.demo.world.sequences
    for (const photo of [...(second?.photos ?? [])]) run.remove(photo)
    const [gone] = first?.photos ?? []
    if (gone) run.remove(gone)
    await read(run, 'new')
    expect((await listed(run)).length).toBe(2)
    expect(await read(run, 'whole')).toEqual({ next: 'done' })
    expect(await listed(run)).toEqual([[first?.key, first?.photos.length]])
    expect(await pool.$count(accountSequences)).toBe(1)
  })

  test('happens wholly by itself when the last whole reading is a week old', async ({ importingV4, pool }) => {
    const run = await importingV4(WALK)
    await read(run)
    await pool.update(accountSyncs).set({ finishedAt: new Date(0), wholeReadAt: new Date(0) })
    await read(run)
    expect(await findAccountSync(pool, run.user.id)).toMatchObject({ kind: 'whole', state: 'done' })
  })
})

describe('a reading that cannot go on', () => {
  test('waits for the login, and goes on after it', async ({ importingV4, pool }) => {
    const run = await importingV4(WALK)
    await pool.update(mapillaryAccounts).set({ expiresAt: new Date(0) })
    const requested = await requestAccountSync(pool, { userId: run.user.id })
    expect(await readOn(run, requested?.attempt ?? 0)).toEqual({ next: 'login' })
    expect(await findAccountSync(pool, run.user.id)).toMatchObject({ state: 'waiting_for_login' })
    await run.logInAgain()
    expect(await readOn(run, requested?.attempt ?? 0)).toEqual({ next: 'done' })
  })

  test('that failed keeps what it found, and goes on from there when asked', async ({ importingV4, pool }) => {
    const run = await importingV4(...LARGE)
    const requested = await requestAccountSync(pool, { userId: run.user.id })
    run.proxy.inject(
      ({ searchParams }) => searchParams.has('after'),
      ({ response }) => void response.writeHead(503).end(),
    )
    await readOn(run, requested?.attempt ?? 0)
    await failAccountSync(pool, { userId: run.user.id, attempt: requested?.attempt ?? 0 }, 'Mapillary is away')
    expect(await findAccountSync(pool, run.user.id)).toMatchObject({ state: 'failed', reason: 'Mapillary is away' })
    expect(await read(run)).toBeNull() // not by itself
    run.proxy.heal()
    const before = pagesOf(run).length
    expect(await read(run, 'new')).toEqual({ next: 'done' })
    expect(pagesOf(run)[before]?.searchParams.has('after')).toBe(true)
    expect(await listed(run)).toEqual(ownOf(run))
  })

  test('of an older request stops', async ({ importingV4 }) => {
    const run = await importingV4(WALK)
    await read(run)
    expect(await syncAccount(run.tools, { userId: run.user.id, attempt: 1, waits: 0 })).toEqual({ next: 'stop' })
  })

  test('whose event was lost is found by the sweep', async ({ importingV4, pool }) => {
    const run = await importingV4(WALK)
    const requested = await requestAccountSync(pool, { userId: run.user.id })
    expect(await restartLostAccountSyncs(pool)).toEqual([])
    await pool.update(accountSyncs).set({ movedAt: ago(45) })
    expect(await restartLostAccountSyncs(pool)).toEqual([])
    await pool.update(accountSyncs).set({ movedAt: ago(60) })
    expect(await restartLostAccountSyncs(pool)).toEqual([{ userId: run.user.id, attempt: 2 }])
    expect(await restartLostAccountSyncs(pool)).toEqual([])
    expect(requested).toMatchObject({ attempt: 1 })
  })
})

test("a user's list says nothing of another's account", async ({ importingV4, pool }) => {
  const run = await importingV4(WALK)
  await read(run)
  const other = await insertUser(pool)
  expect((await listOf(run, other.id)).sequences).toEqual([])
  expect(await findAccountSync(pool, other.id)).toBeNull()
})
