import { eq, sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { imports } from '@/db/schema/imports'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import type { DemoUser } from '@/demo/world'
import { cancelImport } from '@/lib/imports/request/cancel-import'
import { type RequestedImport, requestImport } from '@/lib/imports/request/request-import'
import { requestImports } from '@/lib/imports/request/request-imports'
import { restartImport } from '@/lib/imports/request/restart-import'
import { logIn } from '@/lib/users/log-in'
import { rewrite } from '@/tests/support/fault-proxy'
import { type Importing, test } from '@/tests/support/importing'

const WALK = { username: 'ada', photos: 3, altitude: 'all', detections: 'none' } as const

const isOriginal = ({ pathname }: URL) => pathname.endsWith('/download_original')
const isSequence = ({ pathname }: URL) => pathname.includes('/v3/sequences/')

/** One import exists, exactly one of the requests has started it, and all were led to it. */
async function expectOneImport(run: Importing, requested: RequestedImport[]): Promise<void> {
  const rows = await run.tools.db.select().from(imports)
  expect(rows).toHaveLength(1)
  expect(requested.map(({ importId }) => importId)).toEqual(requested.map(() => rows[0]?.id))
  expect(requested.filter(({ attempt }) => attempt !== null)).toHaveLength(1)
}

const times = <T>(count: number, run: () => Promise<T>) => Promise.all(Array.from({ length: count }, run))

/** The import page's form: a list of keys. */
async function submitForm(run: Importing, keys: string[]): Promise<RequestedImport[]> {
  const requested = keys.map((mapillarySequenceKey) => ({ input: { mapillarySequenceKey } }))
  const { accepted, refused } = await requestImports(run.tools, run.user, requested)
  expect(refused).toEqual([])
  return accepted
}

describe('the same request again', () => {
  test('by a double click starts one import', async ({ importing }) => {
    const run = await importing(WALK)
    const clicks = await times(2, () => submitForm(run, [run.sequence.key]))
    await expectOneImport(run, clicks.flat())
  })

  test('in one form, by the same key twice, starts one import', async ({ importing }) => {
    const run = await importing(WALK)
    await expectOneImport(run, await submitForm(run, [run.sequence.key, run.sequence.key]))
  })

  test('from two tabs starts each sequence once', async ({ importing }) => {
    const run = await importing(WALK, { ...WALK, photos: 4 }, { ...WALK, photos: 5 })
    const keys = run.demo.world.sequences.map(({ key }) => key)
    const [first = [], second = []] = await Promise.all([submitForm(run, keys), submitForm(run, keys.toReversed())])
    expect(first).toHaveLength(3)
    expect(new Set([...first, ...second].map(({ importId }) => importId)).size).toBe(3)
    expect([...first, ...second].filter(({ attempt }) => attempt !== null)).toHaveLength(3)
    expect(await run.tools.db.$count(imports)).toBe(3)
  })

  test('from the API and the page at once starts one import', async ({ importing }) => {
    const run = await importing(WALK)
    const { key } = run.sequence
    const [api, page] = await Promise.all([times(5, () => run.request(key)), times(5, () => submitForm(run, [key]))])
    await expectOneImport(run, [...api, ...page.flat()])
  })

  test('from two users who both hold it for their own goes to one; the other is told whose it is', async ({
    importing,
  }) => {
    const run = await importing(WALK, { username: 'bruno', photos: 1 })
    const bruno = await logInAs(
      run,
      run.demo.world.users.find(({ username }) => username === 'bruno'),
    )
    const key = run.demo.world.sequences.find(({ owner }) => owner.username === 'ada')?.key ?? ''
    const nameTheAsker = rewrite((text, { authorization = '' }) => {
      const asker = authorization.endsWith(bruno.token) ? bruno : run.user
      return text.replaceAll(/"user_key":"[^"]*"/g, () => `"user_key":"${asker.mapillaryKey}"`)
    })
    run.proxy.inject(isSequence, nameTheAsker)
    const first = requestImport(run.tools, run.user, { mapillarySequenceKey: key })
    const results = await Promise.allSettled([first, requestImport(run.tools, bruno, { mapillarySequenceKey: key })])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'FORBIDDEN' } })
    expect([await run.tools.db.$count(imports), await run.tools.db.$count(sequences)]).toEqual([1, 1])
  })

  test('after a day leads to what is here; nothing is asked or downloaded again', async ({ importing }) => {
    const run = await importing(WALK)
    const first = await run.request()
    await run.run(first.importId)
    const before = await run.tools.db.select().from(photos)
    await run.tools.db.update(imports).set({
      requestedAt: sql`${imports.requestedAt} - interval '1 day'`,
      finishedAt: sql`${imports.finishedAt} - interval '1 day'`,
    })
    run.proxy.requests.length = 0
    expect(await run.request()).toEqual({ ...first, attempt: null })
    expect(await run.run(first.importId)).toMatchObject([{ next: 'stop' }])
    expect(run.proxy.requests.filter(isOriginal)).toEqual([])
    expect(await run.tools.db.select().from(photos)).toEqual(before)
  })

  test('of one that was cancelled takes it up once, however often it is asked', async ({ importing }) => {
    const run = await importing(WALK)
    const { importId } = await run.request()
    await cancelImport(run.tools.db, { importId, userId: run.user.id })
    await expectOneImport(run, await times(10, () => run.request()))
  })

  test('by Retry in ten tabs starts one attempt', async ({ importing }) => {
    const run = await importing(WALK)
    const { importId } = await run.request()
    await cancelImport(run.tools.db, { importId, userId: run.user.id })
    const retried = await times(10, () => restartImport(run.tools.db, { importId, userId: run.user.id }))
    await expectOneImport(run, retried)
    expect(Math.max(...retried.map(({ attempt }) => attempt ?? 0))).toBe(2)
  })
})

describe('the database', () => {
  test('holds no two imports of one sequence that run', async ({ importing }) => {
    const run = await importing(WALK)
    const { sequenceId } = await run.request()
    const second = run.tools.db.insert(imports).values({ sequenceId, userId: run.user.id, state: 'running' })
    await expect(second).rejects.toMatchObject({ cause: { constraint_name: 'imports_one_active_per_sequence' } })
  })

  test('lets one of two old imports of a sequence run again when both are asked for at once', async ({ importing }) => {
    const run = await importing(WALK)
    const own = { userId: run.user.id }
    const { sequenceId, importId } = await run.request()
    await run.tools.db.update(imports).set({ state: 'failed' }).where(eq(imports.id, importId))
    const [other] = await run.tools.db
      .insert(imports)
      .values({ sequenceId, ...own, state: 'failed' })
      .returning()
    const ids = [importId, other?.id ?? 0]
    const results = await Promise.allSettled(ids.map((id) => restartImport(run.tools.db, { importId: id, ...own })))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'CONFLICT', message: 'Another import of this sequence is running' },
    })
  })
})

async function logInAs(
  run: Importing,
  user: DemoUser | undefined,
): Promise<{ id: number; mapillaryKey: string; token: string }> {
  const { key: mapillaryKey = '', username = '' } = user ?? {}
  const token = run.demo.mintToken(username)
  const { id } = await logIn(run.tools, { mapillaryKey, username, token, expiresAt: null })
  return { id, mapillaryKey, token }
}
