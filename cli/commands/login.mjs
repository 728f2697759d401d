import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { client } from '../api.mjs'
import { CommandError, EXIT } from '../exit.mjs'
import { print } from '../output.mjs'
import { keepSettings, readSettings } from '../settings.mjs'

/** Keeps a token that works. It is read, never given as an argument, where other users of the machine could see it. */
export async function login(args) {
  const { values } = parseArgs({
    args,
    options: { site: { type: 'string' }, json: { type: 'boolean', default: false } },
  })
  const { site } = readSettings(values)
  const token = process.env.MTP_TOKEN ?? (await readToken(site))
  if (!token) throw new CommandError(EXIT.usage, 'No token was given')
  const me = await client({ site, token }).json('/api/v1/me')
  keepSettings({ site, token })
  print(
    values.json,
    { site, username: me.username, scopes: me.scopes },
    `Logged in to ${site} as ${me.username} (${me.scopes.join(', ')})`,
  )
  return EXIT.ok
}

async function readToken(site) {
  if (process.stdin.isTTY) console.error(`Make an API token on ${site}/settings and paste it here:`)
  const lines = createInterface({ input: process.stdin })
  for await (const line of lines) return line.trim()
  return ''
}
