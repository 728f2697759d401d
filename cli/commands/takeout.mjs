import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { connect } from '../api.mjs'
import { findFaults, findFolderFaults } from '../bag.mjs'
import { download, keepTrying } from '../download.mjs'
import { CommandError, EXIT } from '../exit.mjs'
import { bar, print } from '../output.mjs'
import { syncFolder } from '../sync.mjs'

const PAUSE_MS = 1_500
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
      sync: { type: 'boolean', default: false },
      repaired: { type: 'boolean', default: false },
    },
  })
  const wrong = sequences.find((id) => !/^\d+$/.test(id))
  if (wrong) throw new CommandError(EXIT.usage, `${wrong} is no id of a sequence`)
  if (values.all && sequences.length > 0) throw new CommandError(EXIT.usage, 'Name sequences, or --all, not both')
  const folder = resolve(values.to)
  if (!values.all && sequences.length === 0) {
    if (values.verify) return verify(folder, values)
    throw new CommandError(EXIT.usage, 'Expected mtp takeout SEQUENCE... or --all')
  }
  mkdirSync(folder, { recursive: true })
  const api = connect(values)
  const wanted = { ...(values.all ? { all: true } : { sequences }), ...(values.repaired && { repaired: true }) }
  if (values.sync) return sync(api, { folder, wanted }, values)
  const ready = await waitUntilReady(api, await findOrMake(api, folder, wanted), values)
  const files = []
  for (const { part, bytes: size, links } of ready.parts) {
    const file = join(folder, `map-the-paths-${ready.id}${ready.parts.length > 1 ? `-part-${part}` : ''}.zip`)
    await download(api, { url: links.zip, size, file }, values)
    files.push(file)
  }
  return report(await findFaults(files), files, values)
}

/** Makes the takeout anew and brings what is new straight into the folder. A run that broke off goes on with the takeout that it had. */
async function sync(api, { folder, wanted }, values) {
  const ready = await waitUntilReady(api, await findOrMake(api, folder, wanted), values)
  const size = ready.parts.reduce((sum, part) => sum + part.bytes, 0) // it is asked for as one archive
  const { fetched, kept } = await syncFolder({ api, url: ready.links.zip, size, folder, keepTrying })
  rmSync(join(folder, STATE_FILE), { force: true }) // the next run has another takeout
  await api.request(`/api/v1/takeouts/${ready.id}`, { method: 'DELETE' })
  if (!values.json) console.log(`${fetched} files came, ${kept} were there`)
  return report(await findFolderFaults(folder), [folder], { ...values, fetched, kept })
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

function archivesIn(folder) {
  const names = readdirSync(folder).filter((name) => /^map-the-paths-\d+(-part-\d+)?\.zip$/.test(name))
  if (names.length === 0) throw new CommandError(EXIT.usage, `There is no takeout in ${folder}`)
  return names.map((name) => join(folder, name))
}

/** Checks the bag in a folder, or the archives in it. */
async function verify(folder, values) {
  if (existsSync(join(folder, 'manifest-sha256.txt'))) return report(await findFolderFaults(folder), [folder], values)
  const files = archivesIn(folder)
  return report(await findFaults(files), files, values)
}

function report({ count, faults }, files, { json, fetched, kept }) {
  for (const fault of faults) if (!json) console.log(fault)
  print(
    json,
    { files, count, faults, fetched, kept },
    `${count} files checked, ${faults.length} wrong\n${files.join('\n')}`,
  )
  return faults.length > 0 ? EXIT.damaged : EXIT.ok
}
