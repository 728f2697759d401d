import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { connect } from '../api.mjs'
import { findFaults } from '../bag.mjs'
import { CommandError, EXIT } from '../exit.mjs'
import { bar, bytes, print } from '../output.mjs'

const PAUSE_MS = 1_500
const TRIES = 8 // in a row that bring nothing
const LONGEST_PAUSE_MS = 30_000
const STATE_FILE = '.mtp-takeout.json'

/** Has a takeout made, downloads it, going on where an earlier download broke off, and checks every file by its SHA-256. */
export async function takeout(args) {
  const { values, positionals: sequences } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      site: { type: 'string' },
      json: { type: 'boolean', default: false },
      all: { type: 'boolean', default: false },
      to: { type: 'string', default: '.' },
      verify: { type: 'boolean', default: false },
    },
  })
  const wrong = sequences.find((id) => !/^\d+$/.test(id))
  if (wrong) throw new CommandError(EXIT.usage, `${wrong} is no id of a sequence`)
  if (values.all && sequences.length > 0) throw new CommandError(EXIT.usage, 'Name sequences, or --all, not both')
  const folder = resolve(values.to)
  if (!values.all && sequences.length === 0) {
    if (values.verify) return verify(archivesIn(folder), values)
    throw new CommandError(EXIT.usage, 'Expected mtp takeout SEQUENCE... or --all')
  }
  mkdirSync(folder, { recursive: true })
  const api = connect(values)
  const wanted = values.all ? { all: true } : { sequences }
  const ready = await waitUntilReady(api, await findOrMake(api, folder, wanted), values)
  const files = []
  for (const { part, bytes: size, links } of ready.parts) {
    const file = join(folder, `map-the-paths-${ready.id}${ready.parts.length > 1 ? `-part-${part}` : ''}.zip`)
    await download(api, { url: links.zip, size, file }, values)
    files.push(file)
  }
  return verify(files, values)
}

/** The takeout that an earlier run in this folder began, when it can still be had; else a new one. */
async function findOrMake(api, folder, wanted) {
  const stateFile = join(folder, STATE_FILE)
  const before = existsSync(stateFile) ? JSON.parse(readFileSync(stateFile, 'utf8')) : null
  if (before?.site === api.site && JSON.stringify(before.wanted) === JSON.stringify(wanted)) {
    const { takeouts } = await api.json('/api/v1/takeouts')
    const known = takeouts.find(({ id, state }) => id === before.id && state !== 'ended')
    if (known) return known
  }
  const made = await api.json('/api/v1/takeouts', { method: 'POST', body: wanted })
  writeFileSync(stateFile, JSON.stringify({ site: api.site, id: made.id, wanted }))
  return made
}

async function waitUntilReady(api, { id }, { json }) {
  let shown = ''
  for (;;) {
    const each = await api.json(`/api/v1/takeouts/${id}`)
    if (each.state === 'ended') throw new CommandError(EXIT.refused, each.reason ?? 'The takeout has ended')
    if (each.state === 'ready') return each
    const text = json ? JSON.stringify(each) : `Making: ${bar(each.done, each.total)}`
    if (text !== shown) console.log(text)
    shown = text
    await delay(PAUSE_MS)
  }
}

/** Downloads a file that never changes. What is there already is kept; the file has its name when it is whole. */
async function download(api, { url, size, file }, { json }) {
  if (existsSync(file) && statSync(file).size === size) return
  const partial = `${file}.part`
  for (let idle = 0; sizeOf(partial) < size; ) {
    const before = sizeOf(partial)
    try {
      await continueDownload(api, url, partial)
    } catch (error) {
      if (error instanceof CommandError && error.exitCode !== EXIT.failed) throw error
      idle = sizeOf(partial) > before ? 0 : idle + 1
      if (idle >= TRIES)
        throw new CommandError(EXIT.failed, `The download broke off: ${error.message}. Run the command again to go on.`)
      if (!json) console.log(`Broken off at ${bytes(sizeOf(partial))} of ${bytes(size)}, going on`)
      await delay(Math.min(LONGEST_PAUSE_MS, 250 * 2 ** idle))
    }
  }
  if (sizeOf(partial) > size)
    throw new CommandError(EXIT.damaged, `${partial} is larger than the archive. Remove it and try again.`)
  renameSync(partial, file)
}

async function continueDownload(api, url, partial) {
  const start = sizeOf(partial)
  const tagFile = `${partial}.etag`
  const tag = start > 0 && existsSync(tagFile) ? readFileSync(tagFile, 'utf8') : null
  const headers = tag === null ? {} : { range: `bytes=${start}-`, 'if-range': tag }
  const response = await api.request(url, { headers })
  writeFileSync(tagFile, response.headers.get('etag') ?? '')
  await pipeline(response.body, createWriteStream(partial, { flags: response.status === 206 ? 'a' : 'w' }))
}

function sizeOf(file) {
  return existsSync(file) ? statSync(file).size : 0
}

function archivesIn(folder) {
  const names = readdirSync(folder).filter((name) => /^map-the-paths-\d+(-part-\d+)?\.zip$/.test(name))
  if (names.length === 0) throw new CommandError(EXIT.usage, `There is no takeout in ${folder}`)
  return names.map((name) => join(folder, name))
}

async function verify(files, { json }) {
  const { count, faults } = await findFaults(files)
  for (const fault of faults) if (!json) console.log(fault)
  print(json, { files, count, faults }, `${count} files checked, ${faults.length} wrong\n${files.join('\n')}`)
  return faults.length > 0 ? EXIT.damaged : EXIT.ok
}
