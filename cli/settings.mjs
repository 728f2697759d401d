import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { CommandError, EXIT } from './exit.mjs'

const USUAL_SITE = 'http://127.0.0.1:3000'

/** Where the site and the token are kept, readable only by their owner. */
function settingsFile(env = process.env) {
  const folder = env.XDG_CONFIG_HOME || env.APPDATA || join(homedir(), '.config')
  return join(folder, 'map-the-paths', 'cli.json')
}

/** The site and the token to use: as given, from the environment, or as stored. A stored token is only for its own site. */
export function readSettings({ site: asked } = {}, env = process.env) {
  const storedSettings = readKept(settingsFile(env))
  const site = originOf(asked ?? env.MTP_SITE ?? storedSettings.site ?? USUAL_SITE)
  const token = env.MTP_TOKEN ?? (storedSettings.site === site ? storedSettings.token : undefined)
  return { site, token }
}

export function keepSettings(settings, env = process.env) {
  const file = settingsFile(env)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify(settings)}\n`, { mode: 0o600 })
  chmodSync(draft, 0o600)
  renameSync(draft, file)
}

function readKept(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT') return {}
    throw new CommandError(EXIT.usage, `${file} cannot be read: ${error.message}. Log in again: mtp login`)
  }
}

function originOf(text) {
  if (!URL.canParse(text) || !/^https?:/.test(text)) {
    throw new CommandError(EXIT.usage, `${text} is no address of a site; expected https://…`)
  }
  return new URL(text).origin
}
