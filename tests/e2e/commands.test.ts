import { insertUser } from '../support/factories'
import { runCommand } from '../support/run-command'
import { withDatabase } from '../support/session'
import { sharedStack } from '../support/shared-stack'
import { newDataDir } from '../support/stack'
import { expect, test } from './fixtures'

const UNREACHABLE = 'postgres://nobody:x@127.0.0.1:9/nothing'

const run = (args: string[], env: Record<string, string> = {}) =>
  runCommand(args, { MTP_DATA_DIR: sharedStack().dataDir, ...env })

test('counters are rebuilt, and admins made, beside the running product', async () => {
  const { username } = await withDatabase(sharedStack(), (db) => insertUser(db))
  expect(await run(['recount'])).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^Corrected the .+\n$/) })
  expect(await run(['make-admin', username])).toEqual({ code: 0, err: '', out: `${username} is an admin now\n` })
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
