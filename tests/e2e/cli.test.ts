import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createToken } from '@/lib/tokens/create-token'
import { logIn } from '@/lib/users/log-in'
import { HeldMapillary } from '../support/held-mapillary'
import { withDatabase } from '../support/session'
import { type Stack, startStack } from '../support/stack'
import { expect, test } from './fixtures'

const PROGRAM = join(import.meta.dirname, '../../cli/mtp.mjs')

let mapillary: HeldMapillary
let stack: Stack
let home: string
let tokens: { all: string; read: string }
test.beforeAll(async () => {
  mapillary = await HeldMapillary.start({ api: 'v3', sequences: [{ username: 'ada', photos: 3, originalWidth: 320 }] })
  mapillary.open()
  stack = await startStack({ env: mapillary.environment })
  home = mkdtempSync(join(tmpdir(), 'mtp-cli-'))
  const secrets = JSON.parse(readFileSync(join(stack.dataDir, 'secrets.json'), 'utf8'))
  const tokenKeys = [Buffer.from(secrets.TOKEN_ENCRYPTION_KEY, 'base64')] as const
  tokens = await withDatabase(stack, async (db) => {
    const { id: userId } = await logIn({ db, tokenKeys }, mapillary.login('ada'))
    const make = async (name: string, scopes: ('read' | 'import')[]) =>
      (await createToken(db, { userId, name, scopes, lifetime: '30' })).token
    return { all: await make('all', ['read', 'import']), read: await make('read', ['read']) }
  })
})
test.afterAll(async () => {
  rmSync(home, { recursive: true, force: true })
  await stack?.remove()
  await mapillary?.close()
})

/** Runs the program to its end as a person would, with a home of its own. */
function mtp(args: string[], { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {}) {
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { PATH, NODE_ENV: 'production', XDG_CONFIG_HOME: home, ...env },
  })
  child.stdin.end(input)
  const printed = { out: '', err: '' }
  child.stdout.on('data', (chunk) => (printed.out += chunk))
  child.stderr.on('data', (chunk) => (printed.err += chunk))
  return new Promise<{ code: number | null; out: string; err: string }>((done) =>
    child.on('close', (code) => done({ code, ...printed })),
  )
}

const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

test('a photographer logs in, imports, watches, exports and verifies the backup', async () => {
  expect((await mtp(['sequences', '--site', stack.url])).code, 'not logged in').toBe(2)
  const login = await mtp(['login', '--site', stack.url], { input: `${tokens.all}\n` })
  expect(login).toMatchObject({ code: 0, out: `Logged in to ${stack.url} as ada (read, import)\n` })
  expect(statSync(join(home, 'map-the-paths/cli.json')).mode & 0o077, 'for nobody else').toBe(0)
  expect(await mtp(['sequences'])).toMatchObject({ code: 0, out: 'No sequences yet: mtp import KEY\n' })

  const key = mapillary.sequences[0]?.key ?? ''
  const started = await mtp(['import', key, '--watch', '--json'])
  expect(started.code, started.err).toBe(0)
  const [asked, ...progress] = lines(started.out)
  expect(asked).toMatchObject({ mapillarySequenceKey: key, importId: expect.any(String) })
  expect(progress.at(-1)).toMatchObject({ status: 'completed', stages: { originals: { done: 3 } } })
  expect((await mtp(['status', asked.importId])).out).toContain('3 of 3')
  expect((await mtp(['status'])).out).toContain('completed')
  expect(lines((await mtp(['sequences', '--json'])).out)).toMatchObject([{ id: asked.id, properties: { key } }])

  const file = join(home, 'walk.gpx')
  expect((await mtp(['export', '--sequence', asked.id, '--format', 'gpx', '-o', file])).code).toBe(0)
  expect(readFileSync(file, 'utf8').match(/<trkpt /g)).toHaveLength(3)
  const csv = await mtp(['export', '--user', 'ada', '--format', 'csv'])
  expect(csv.out.trim().split('\r\n')).toHaveLength(4)
  const found = await mtp(['export', '--search', `sequence=${asked.id}&limit=1`])
  expect(JSON.parse(found.out).features).toHaveLength(3)

  expect(await mtp(['backup', 'verify'])).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^3 originals verified/),
  })
  const original = join(stack.dataDir, 'backup/ada', asked.id, 'PHOTO_2.jpg')
  const bytes = readFileSync(original)
  bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1
  writeFileSync(original, bytes)
  const damaged = await mtp(['backup', 'verify', asked.id])
  expect(damaged.code).toBe(5)
  expect(damaged.out).toContain('(number 2): differs from what was copied')
})

test('what is wrong is said in a line, with its exit code', async () => {
  const env = { MTP_SITE: stack.url, MTP_TOKEN: tokens.all }
  for (const [args, code, words, more] of [
    [['dance'], 1, 'There is no command dance'],
    [['import'], 1, 'Name the Mapillary sequences'],
    [['status', 'x'], 1, 'x is no id of an import'],
    [['export'], 1, 'Name one of --sequence'],
    [['sequences', '--nonsense'], 1, 'nonsense'],
    [['sequences'], 1, 'is no address', { MTP_SITE: 'nowhere' }],
    [['sequences'], 2, 'token', { MTP_TOKEN: 'mtp_unknown' }],
    [['import', 'x'], 2, 'scope "import"', { MTP_TOKEN: tokens.read }],
    [['status', '999999'], 3, 'not found'],
    [['export', '--user', 'nobody-of-this-name'], 3, 'not found'],
    [['sequences'], 4, 'cannot be reached', { MTP_SITE: 'http://127.0.0.1:9' }],
  ] as const) {
    const { code: ended, err, out } = await mtp([...args], { env: { ...env, ...more } })
    expect(`${err}${out}`, args.join(' ')).toContain(words)
    expect(err, 'no stack').not.toMatch(/\n\s+at /)
    expect(ended, args.join(' ')).toBe(code)
  }
})
