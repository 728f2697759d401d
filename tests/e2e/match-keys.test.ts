import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { asc } from 'drizzle-orm'
import { photos } from '@/db/schema/photos'
import { logIn } from '@/lib/users/log-in'
import { insertPhoto, insertSequence, insertUser } from '../support/factories'
import { HeldMapillary } from '../support/held-mapillary'
import { runCommand } from '../support/run-command'
import { withDatabase } from '../support/session'
import { newDataDir, type Stack, startStack } from '../support/stack'
import { expect, test } from './fixtures'

let mapillary: HeldMapillary
let stack: Stack
test.beforeAll(async () => {
  mapillary = await HeldMapillary.start({ api: 'v4', sequences: [{ username: 'ada', photos: 3 }], visitors: ['chen'] })
  mapillary.open()
  stack = await startStack({ env: mapillary.environment })
  const { TOKEN_ENCRYPTION_KEY } = JSON.parse(readFileSync(join(stack.dataDir, 'secrets.json'), 'utf8'))
  const tokenKeys = [Buffer.from(TOKEN_ENCRYPTION_KEY, 'base64')] as const
  await withDatabase(stack, (db) => logIn({ db, tokenKeys }, mapillary.login('chen'))) // whose token then asks
})
test.afterAll(async () => {
  await stack?.remove()
  await mapillary?.close()
})

/** `npm run match-keys` beside the product, to its end. */
const run = (args: string[], env: Record<string, string> = {}) =>
  runCommand(['match-keys', ...args], { ...mapillary.environment, MTP_DATA_DIR: stack.dataDir, ...env })

test('a database that v3 filled gets the keys of today, after a look at what would happen', async () => {
  const [sequence] = mapillary.sequences
  if (!sequence) throw new Error('no sequence')
  const keys = () =>
    withDatabase(stack, async (db) =>
      (await db.select().from(photos).orderBy(asc(photos.n))).map(({ mapillaryKey }) => mapillaryKey),
    )
  await withDatabase(stack, async (db) => {
    const owner = await insertUser(db, { username: 'ada', mapillaryKey: sequence.owner.key })
    const { id } = await insertSequence(db, { ownerId: owner.id, mapillaryKey: sequence.key })
    for (const { key, n, capturedAt, lngLat } of sequence.photos)
      await insertPhoto(db, { sequenceId: id, mapillaryKey: key, n, capturedAt, lng: lngLat[0], lat: lngLat[1] })
  })

  const looked = await run(['--dry-run'])
  expect(looked, looked.err).toMatchObject({ code: 0, err: '' })
  expect(looked.out).toMatch(/^User ada \(.+\): is \d+\nSequence \d+ ".*" of ada: 3 matched \(3 by time and place\)/)
  expect(looked.out).toContain('Would match 3 photos; 0 ambiguous, 0 missing on Mapillary, 0 new there.')
  expect(await keys()).toEqual(sequence.photos.map(({ key }) => key))

  expect((await run([])).out).toContain('Matched 3 photos;')
  expect(await keys()).toEqual(sequence.photos.map((photo) => mapillary.keyOf(photo)))
  expect((await run([])).out).toBe('Matched 0 photos; 0 ambiguous, 0 missing on Mapillary, 0 new there.\n')
})

test('what is wrong is said in one line', async () => {
  for (const [args, words, env] of [
    [['--nonsense'], "Unknown option '--nonsense'. npm run match-keys -- --help says what there is"],
    [['--pair', 'a'], '--pair: read "a", expected OLDKEY=NEWKEY'],
    [['--pair', 'a=1', '--pair', 'b=1'], '--pair: "1" is named twice'],
    [[], 'MAPILLARY_API: read v3, expected v4', { MAPILLARY_API: 'v3' }],
    [[], 'There is no database in', { MTP_DATA_DIR: newDataDir() }],
    [[], 'The database cannot be reached', { DATABASE_URL: 'postgres://nobody:x@127.0.0.1:9/nothing' }],
    [[], 'The database is not the one of this version', { DATABASE_URL: databaseNamed('postgres') }],
  ] as const) {
    const { code, out, err } = await run([...args], env)
    expect(err, out).toContain(words)
    expect(err.trimEnd().split('\n'), 'one line').toHaveLength(1)
    expect(code, words).toBe(1)
  }
})

/** Another database of the same server: an empty one. */
function databaseNamed(name: string): string {
  const url = new URL(stack.databaseUrl())
  url.pathname = `/${name}`
  return url.href
}
