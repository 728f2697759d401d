import { insertPhoto, insertUser } from '../support/factories'
import { runCommand } from '../support/run-command'
import { withDatabase } from '../support/session'
import { sharedStack } from '../support/shared-stack'
import { newDataDir } from '../support/stack'
import { expect, test } from './fixtures'

const UNREACHABLE = 'postgres://nobody:x@127.0.0.1:9/nothing'

const run = (args: string[], env: Record<string, string> = {}, input = '') =>
  runCommand(args, { MTP_DATA_DIR: sharedStack().dataDir, ...env }, input)

test('counters are rebuilt, and admins made, beside the running product', async () => {
  const { username } = await withDatabase(sharedStack(), (db) => insertUser(db))
  expect(await run(['recount'])).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^Corrected the .+\n$/) })
  expect(await run(['make-admin', username])).toEqual({ code: 0, err: '', out: `${username} is an admin now\n` })
})

test('a photo is erased when that was confirmed twice, beside the running product', async ({ request }) => {
  const { id } = await withDatabase(sharedStack(), (db) => insertPhoto(db))
  const command = ['erase', '--photo', String(id), '--reason', 'A court order']
  expect((await request.get(`/api/v1/photos/${id}`)).status()).toBe(200)
  for (const typed of ['', `${id}\nyes\n`]) {
    const { code, out, err } = await run(command, {}, typed)
    expect([code, err]).toEqual([1, 'Nothing was erased\n'])
    expect(out).toContain(`This erases photo ${id}, number`)
  }
  const { code, out, err } = await run(command, {}, `${id}\nerase\n`)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toContain(`Erased photo ${id}, number`)
  expect((await request.get(`/api/v1/photos/${id}`)).status()).toBe(404)
  const again = await run([...command, '--yes', '--confirm', String(id)])
  expect(again).toEqual({ code: 0, err: '', out: 'It was erased before, and nothing of it is left\n' })
})

test('what goes wrong with a command is said in one line', async () => {
  const empty = new URL(sharedStack().databaseUrl())
  empty.pathname = '/postgres'
  for (const command of [['recount'], ['make-admin', 'ada'], ['verify-backup']]) {
    for (const [words, env] of [
      ['The database cannot be reached', { DATABASE_URL: UNREACHABLE }],
      ['The database is not the one of this version', { DATABASE_URL: empty.href }],
      ['There is no database in', { MTP_DATA_DIR: newDataDir() }],
    ] as const) {
      const { code, out, err } = await run(command, env)
      expect(err, `${command}: ${out}`).toContain(words)
      expect(err.trimEnd().split('\n'), 'one line').toHaveLength(1)
      expect(code, words).toBe(1)
    }
  }
})
