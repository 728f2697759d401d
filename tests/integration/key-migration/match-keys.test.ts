import { asc, eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { detections } from '@/db/schema/detections'
import { keyCandidates, keyMatches } from '@/db/schema/key-matches'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { viewpoints } from '@/db/schema/viewpoints'
import { idOf } from '@/demo/v4/ids'
import type { SequenceRecipe } from '@/demo/world'
import { Manifest } from '@/lib/backup/manifest'
import { AppError } from '@/lib/errors'
import { getImport } from '@/lib/imports/progress/get-import'
import { checkChanges } from '@/lib/imports/sync/check-changes'
import { requestSync } from '@/lib/imports/sync/request-sync'
import { matchKeys } from '@/lib/key-migration/match-keys'
import { claimUser } from '@/lib/key-migration/match-users'
import { findKeyState } from '@/lib/key-migration/old-keys'
import { logIn } from '@/lib/users/log-in'
import { insertImport, insertPhoto, insertUser } from '@/tests/support/factories'
import { type Importing, test } from '@/tests/support/importing'

const WALK: SequenceRecipe = { username: 'ada', photos: 8, altitude: 'all', detections: 'none', originalWidth: 64 }

/** A world whose third and fourth photo were taken at the same moment and place, imported by v3, then spoken to by v4. */
async function filledByV3(
  importing: (...recipes: SequenceRecipe[]) => Promise<Importing>,
  recipe: Partial<SequenceRecipe> = {},
) {
  const run = await importing({ ...WALK, ...recipe })
  const [, , third, fourth] = run.sequence.photos
  if (third && fourth) Object.assign(fourth, { capturedAt: third.capturedAt, lngLat: third.lngLat })
  const { sequenceId, importId } = await run.request()
  expect(await run.run(importId)).toEqual([])
  run.speak('v4')
  return { run, sequenceId }
}

async function match(run: Importing, { isDryRun = false, pairs = {} }: { isDryRun?: boolean; pairs?: object } = {}) {
  const lines: string[] = []
  const waits: number[] = []
  const totals = await matchKeys(
    {
      ...run.tools,
      token: async () => run.demo.mintToken('ada'),
      say: (line) => lines.push(line),
      sleep: async (ms) => void waits.push(ms),
    },
    { isDryRun, byHand: new Map(Object.entries(pairs)) },
  )
  return { ...totals, lines, waits }
}

const stored = (run: Importing) => run.tools.db.select().from(photos).orderBy(asc(photos.n))
const keysOf = async (run: Importing) => (await stored(run)).map(({ mapillaryKey }) => mapillaryKey)

describe('a database that v3 filled, under v4', () => {
  test('refuses to bring a sequence in twice before its keys are matched, and says what to do', async ({
    importing,
  }) => {
    const { run, sequenceId } = await filledByV3(importing)
    const own = { sequenceId, userId: run.user.id }
    const toDo = { code: 'CONFLICT', message: expect.stringContaining('run npm run match-keys') }
    await expect(requestSync(run.tools, own)).rejects.toMatchObject(toDo)
    await expect(checkChanges(run.tools, own)).rejects.toMatchObject(toDo)
    expect(await findKeyState(run.tools, sequenceId)).toEqual({ isMatched: false, count: 8 })
  })

  test('an import that v3 began ends with these words, and nothing is marked as gone', async ({ importing, pool }) => {
    const run = await importing(WALK)
    const { importId } = await run.request()
    run.proxy.inject(
      ({ pathname }) => pathname.endsWith('/download_original'),
      ({ response }) => void response.writeHead(503).end(),
    )
    await run.run(importId)
    run.speak('v4')
    await expect(run.run(importId)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect((await stored(run)).every(({ goneAt }) => goneAt === null)).toBe(true)
    expect(await pool.$count(photos)).toBe(8)
  })

  test('a dry run says all and writes nothing', async ({ importing, pool }) => {
    const { run } = await filledByV3(importing)
    const before = await keysOf(run)
    const found = await match(run, { isDryRun: true })
    expect(found).toMatchObject({ matched: 6, ambiguous: 2, missing: 0, extra: 0, failed: 0 })
    expect(found.lines.at(-1)).toContain('Would match 6 photos; 2 ambiguous')
    expect(await keysOf(run)).toEqual(before)
    expect(await pool.$count(keyMatches)).toBe(0)
    const [user] = await pool.select().from(users)
    expect(user?.mapillaryKey).toBe(run.user.mapillaryKey)
  })

  test('gets the keys of today where they are certain; everything else stays', async ({ importing, pool }) => {
    const { run, sequenceId } = await filledByV3(importing, { detections: 'all' })
    const before = await stored(run)
    const visitor = await insertUser(pool)
    const [first] = before
    const mark = { photoId: first?.id ?? 0, userId: visitor.id, photoOwnerId: run.user.id, value: true }
    await pool.insert(viewpoints).values(mark)
    const tags = await pool.$count(detections)

    const found = await match(run)

    expect(found).toMatchObject({ matched: 6, ambiguous: 2, missing: 0, extra: 0 })
    const [third, fourth] = before.slice(2)
    expect(found.lines.filter((line) => line.includes('ambiguous: photo'))).toEqual([
      expect.stringContaining(`photo ${third?.id} (N 3, ${third?.mapillaryKey}) may be`),
      expect.stringContaining(`photo ${fourth?.id} (N 4, ${fourth?.mapillaryKey}) may be`),
    ])
    const now = run.sequence.photos.map(idOf)
    const after = await stored(run)
    expect(after.map(({ mapillaryKey }) => mapillaryKey)).toEqual(
      now.map((id, index) => (index === 2 || index === 3 ? before[index]?.mapillaryKey : id)),
    )
    const rest = (rows: typeof before) => rows.map(({ mapillaryKey: _key, viewpointCount: _count, ...photo }) => photo)
    expect(rest(after)).toEqual(rest(before))
    expect(after[0]?.viewpointCount).toBe(1)
    expect(await pool.$count(detections)).toBe(tags)
    expect(await pool.select().from(keyMatches).where(eq(keyMatches.kind, 'photo'))).toHaveLength(6)
    expect(
      await pool
        .select()
        .from(keyMatches)
        .where(eq(keyMatches.oldKey, first?.mapillaryKey ?? '')),
    ).toMatchObject([{ kind: 'photo', newKey: now[0], how: 'time_and_place', matchedAt: expect.any(Date) }])
    const manifest = Manifest.parse(JSON.parse(String(await run.backupFile(`ada/${sequenceId}/manifest.json`))))
    expect(manifest.photos.map(({ mapillaryKey }) => mapillaryKey)).toEqual(await keysOf(run))
    expect(await findKeyState(run.tools, sequenceId)).toEqual({ isMatched: true, count: 2, ambiguous: 2, missing: 0 })
  })

  test('is matched once: a second run finds what is left alone', async ({ importing, pool }) => {
    const { run } = await filledByV3(importing)
    await match(run)
    const keys = await keysOf(run)
    expect(await match(run)).toMatchObject({ matched: 0, ambiguous: 2, missing: 0, extra: 0 })
    expect(await keysOf(run)).toEqual(keys)
    expect(await pool.$count(keyCandidates)).toBe(4)
  })

  test('an ambiguous photo is matched when a person decides, and the other one with it', async ({ importing }) => {
    const { run } = await filledByV3(importing)
    await match(run)
    const [third, fourth] = run.sequence.photos.slice(2)
    const id = (photo?: { key: string }) => (photo ? idOf(photo) : '')
    expect(await match(run, { pairs: { [third?.key ?? '']: id(third) } })).toMatchObject({ matched: 2, ambiguous: 0 })
    expect((await keysOf(run)).slice(2, 4)).toEqual([id(third), id(fourth)])
  })

  test('a decision that fits no photo is said not to be used', async ({ importing }) => {
    const { run } = await filledByV3(importing)
    const [third] = run.sequence.photos.slice(2)
    const { lines, unused } = await match(run, { pairs: { 'no-such-key': '1', [third?.key ?? '']: '2' } })
    expect(unused).toBe(2)
    expect(lines).toContainEqual(expect.stringContaining('Pair no-such-key=1: not used'))
    expect(lines).toContainEqual(expect.stringContaining(`Pair ${third?.key}=2: not used`))
  })

  test('a sync afterwards brings in what is new, and takes the ambiguous for neither new nor gone', async ({
    importing,
    pool,
  }) => {
    const { run, sequenceId } = await filledByV3(importing, { detections: 'all' })
    const [second] = run.sequence.photos.slice(1)
    const [last] = run.sequence.photos.slice(-1)
    if (!second || !last) throw new Error('no photos')
    run.remove(second)
    run.add({ ...last, key: 'uploaded-later', capturedAt: new Date(last.capturedAt.getTime() + 60_000) })
    const found = await match(run)
    expect(found).toMatchObject({ matched: 5, ambiguous: 2, missing: 1, extra: 1 })
    expect(found.lines).toContainEqual(expect.stringMatching(/missing: photo \d+ \(N 2, /))

    const owner = { sequenceId, userId: run.user.id }
    expect(await checkChanges(run.tools, owner)).toMatchObject({ added: { total: 1 }, gone: { total: 1 } })
    const { importId } = await requestSync(run.tools, owner)
    run.proxy.requests.length = 0
    expect(await run.run(importId)).toEqual([])
    expect(await getImport(pool, { importId, userId: run.user.id })).toMatchObject({ status: 'completed' })
    const after = await stored(run)
    expect(after).toHaveLength(9)
    expect(after.filter(({ deniedAt }) => deniedAt !== null).map(({ n }) => n)).toEqual([2])
    expect(run.proxy.requests.filter(({ pathname }) => pathname.startsWith('/store/'))).toHaveLength(1)
    const perPhoto = await pool.select({ photoId: detections.photoId, key: detections.mapillaryKey }).from(detections)
    const foreign = new Set(perPhoto.filter(({ key }) => !/^\d+$/.test(key)).map(({ photoId }) => photoId))
    const todays = new Set(perPhoto.filter(({ key }) => /^\d+$/.test(key)).map(({ photoId }) => photoId))
    expect([...foreign].filter((id) => todays.has(id))).toEqual([]) // no object stands there twice
  })

  test('a sequence that is gone is said to be, and its photos stay', async ({ importing, pool }) => {
    const { run } = await filledByV3(importing)
    for (const photo of [...run.sequence.photos]) run.remove(photo)
    const found = await match(run)
    expect(found).toMatchObject({ matched: 0, missing: 8 })
    expect(found.lines).toContainEqual(expect.stringContaining('not on Mapillary (any more); 8 photos not matched'))
    expect(await pool.$count(photos)).toBe(8)
  })

  test('a private sequence is said not to be given', async ({ importing }) => {
    const { run } = await filledByV3(importing, { isPrivate: true })
    const { lines, missing } = await match(run)
    expect(missing).toBe(8)
    expect(lines).toContainEqual(expect.stringContaining('private, which Mapillary does not give today; 8 photos'))
  })

  test('a sequence that is being imported is left for later', async ({ importing, pool }) => {
    const { run, sequenceId } = await filledByV3(importing)
    await insertImport(pool, { sequenceId, userId: run.user.id, state: 'running' })
    const found = await match(run)
    expect(found).toMatchObject({ matched: 0, failed: 1 })
    expect(found.lines).toContainEqual(expect.stringContaining('not matched. An import of it is under way'))
    expect(await pool.$count(keyMatches, eq(keyMatches.kind, 'photo'))).toBe(0)
  })

  test('an outage is waited out', async ({ importing }) => {
    const { run } = await filledByV3(importing)
    run.proxy.inject(
      ({ pathname }) => pathname.startsWith('/v4/'),
      ({ response }) => void response.writeHead(503).end(),
      2,
    )
    expect(await match(run)).toMatchObject({ matched: 6, failed: 0, waits: [2000, 4000] })
  })

  test('a refused token ends it, with words', async ({ importing }) => {
    const { run } = await filledByV3(importing)
    const stale = { ...run.tools, token: async () => 'stolen', say: () => undefined, sleep: async () => undefined }
    const failure = await matchKeys(stale, { isDryRun: false, byHand: new Map() }).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(AppError)
    expect(failure).toMatchObject({ code: 'UNAUTHENTICATED' })
  })
})

describe('users', () => {
  const userKeys = async (run: Importing) =>
    (await run.tools.db.select().from(users).orderBy(asc(users.id))).map(({ mapillaryKey }) => mapillaryKey)
  const ada = (run: Importing) => run.sequence.owner
  const loginOf = (run: Importing, username = 'ada') => ({
    mapillaryKey: idOf(run.demo.world.users.find((user) => user.username === username) ?? ada(run)),
    username,
    token: run.demo.mintToken(username),
    expiresAt: null,
  })

  test('get their new key by whose their sequences are', async ({ importing, pool }) => {
    const { run } = await filledByV3(importing)
    await match(run)
    expect(await userKeys(run)).toEqual([idOf(ada(run))])
    expect(await pool.select().from(keyMatches).where(eq(keyMatches.kind, 'user'))).toMatchObject([
      { oldKey: ada(run).key, newKey: idOf(ada(run)), how: 'sequence' },
    ])
  })

  test('are the same at their first login by v4, with all that is theirs', async ({ importing }) => {
    const { run } = await filledByV3(importing)
    await claimUser(run.tools, loginOf(run))
    expect(await logIn(run.tools, loginOf(run))).toMatchObject({ id: run.user.id })
    await claimUser(run.tools, loginOf(run))
    expect(await userKeys(run)).toEqual([idOf(ada(run))])
  })

  test('are not taken over by somebody who has got their name', async ({ importing }) => {
    const { run } = await filledByV3(importing)
    const stranger = { ...loginOf(run), mapillaryKey: '999' }
    await claimUser(run.tools, stranger)
    expect((await logIn(run.tools, stranger)).id).not.toBe(run.user.id)
    expect(await userKeys(run)).toEqual([ada(run).key, '999'])
  })

  test('whose account is being erased begin anew', async ({ importing, pool }) => {
    const { run } = await filledByV3(importing)
    const erased = { mapillaryKey: 'erased:1', deletingAt: new Date(), erasingAt: new Date() }
    await pool.update(users).set(erased).where(eq(users.id, run.user.id))
    await claimUser(run.tools, loginOf(run))
    await match(run)
    expect((await logIn(run.tools, loginOf(run))).id).not.toBe(run.user.id)
    expect(await userKeys(run)).toEqual(['erased:1', idOf(ada(run))])
  })

  test('who logged in under another name meanwhile are found again, if they have brought nothing', async ({
    importing,
  }) => {
    const { run } = await filledByV3(importing)
    const renamed = { ...loginOf(run), username: 'ada-new' }
    await logIn(run.tools, renamed)
    await match(run)
    expect(await userKeys(run)).toEqual([idOf(ada(run))])
    expect(await logIn(run.tools, renamed)).toMatchObject({ id: run.user.id })
  })

  test('who have brought something in since are listed, not merged', async ({ importing, pool }) => {
    const { run } = await filledByV3(importing)
    const other = await logIn(run.tools, { ...loginOf(run), username: 'ada-new' })
    const photo = await insertPhoto(pool) // somebody else's
    await pool
      .insert(viewpoints)
      .values({ photoId: photo.id, userId: other.id, photoOwnerId: photo.ownerId, value: true })
    const { lines } = await match(run)
    expect(lines).toContainEqual(expect.stringContaining(`an account of their own here (user ${other.id})`))
    expect(await userKeys(run)).toContain(ada(run).key)
  })
})
