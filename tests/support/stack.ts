import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isAlive } from '../../scripts/is-alive.mjs'
import { holderOf, isSame } from '../../scripts/lock.mjs'
import { freePort } from '../../scripts/ports.mjs'
import { startPostgres } from '../../scripts/postgres.mjs'
import { endLeftovers } from '../../scripts/supervisor.mjs'

const root = join(import.meta.dirname, '../..')
const folder = join(root, '.test')
const READY_TIMEOUT_MS = 120_000

export type Part = 'launcher' | 'web' | 'steps' | 'runner' | 'demo' | 'postgres'
const PARTS: Part[] = ['launcher', 'web', 'steps', 'runner', 'demo', 'postgres'] // the launcher first: it would start the others again

/** `all`: everything at once; `children`: everything but the launcher, which lives on. */
export type Victim = Part | 'all' | 'children'

export type Stack = {
  url: string
  port: number
  dataDir: string
  /** What the launcher printed so far. */
  output: () => string
  /** The part's process id, or undefined when it does not run. */
  pidOf: (part: Part) => number | undefined
  /** Connection string of the product's database. Needs the embedded PostgreSQL. */
  databaseUrl: () => string
  /** Ends a part, or several at once, as a power cut would. */
  kill9: (victim: Victim) => Promise<void>
  /** Stops everything as Ctrl-C does. Resolves to the exit code. */
  stop: () => Promise<number | null>
  /** Stops everything and removes the data directory. */
  remove: () => Promise<void>
}

export type StackOptions = {
  /** Variables of the product; nothing of the developer's own environment or .env reaches it. */
  env?: Record<string, string>
  /** A data directory of an earlier stack, to start again on it. */
  dataDir?: string
  port?: number
}

/** Starts the whole product as a user does (`npm run up`), on a free port and a data directory of its own. */
export async function startStack({ env = {}, dataDir = newDataDir(), port }: StackOptions = {}): Promise<Stack> {
  const listenOn = port ?? (await freePort())
  const launcher = launch({
    PORT: `${listenOn}`,
    MTP_DATA_DIR: dataDir,
    MAP_STYLE_URL: 'bundled',
    DEMO_PICTURES: 'plain',
    ...env,
  })
  const url = `http://127.0.0.1:${listenOn}`
  await launcher.waitFor(`Map the Paths is ready at ${url}`)

  const pidOf = (part: Part) => runningPid(dataDir, part)
  const stop = async () => {
    if (launcher.child.exitCode === null && launcher.child.signalCode === null) launcher.child.kill('SIGINT')
    return launcher.exited
  }
  return {
    url,
    port: listenOn,
    dataDir,
    output: launcher.output,
    pidOf,
    databaseUrl: () => databaseUrl(dataDir),
    stop,
    async kill9(victim) {
      const pids = partsOf(victim)
        .map(pidOf)
        .filter((pid) => pid !== undefined)
      for (const pid of pids) process.kill(pid, 'SIGKILL')
      do await new Promise((done) => setTimeout(done, 10))
      while (pids.some(isAlive))
    },
    async remove() {
      await stop()
      await removeDataDir(dataDir)
    },
  }
}

function partsOf(victim: Victim): Part[] {
  if (victim === 'all') return PARTS
  return victim === 'children' ? PARTS.filter((part) => part !== 'launcher') : [victim]
}

/** Runs the launcher where it is expected to refuse. Resolves to what it printed and its exit code. */
export async function refusedStart(env: Record<string, string>): Promise<{ output: string; code: number | null }> {
  const launcher = launch(env)
  const code = await launcher.exited
  return { output: launcher.output(), code }
}

/** A data directory for one stack, removed by `remove`, or by a later run when this one is killed. */
export function newDataDir(): string {
  mkdirSync(folder, { recursive: true })
  return join(folder, `e2e-${process.pid}-${Date.now()}-${Math.floor(Math.random() * 1e6)}`)
}

/** Removes what test runs that were killed left behind. */
export async function removeLeftovers(): Promise<void> {
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder)) {
    const pid = Number(/^e2e-(\d+)-/.exec(name)?.[1])
    if (pid && !isAlive(pid)) await removeDataDir(join(folder, name))
  }
}

async function removeDataDir(dataDir: string) {
  await endLeftovers(dataDir)
  if (runningPid(dataDir, 'postgres')) {
    const server = await startPostgres({ dataDir: join(dataDir, 'postgres') })
    await server.stop()
  }
  rmSync(dataDir, { recursive: true, force: true })
}

function launch(env: Record<string, string>) {
  const inherited = ['PATH', 'HOME', 'USER', 'TMPDIR', 'TEMP', 'LANG', 'SystemRoot'].flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value]]
  })
  const preload = pathToFileURL(join(root, 'scripts/die-with-parent.mjs')).href // nothing outlives a killed test run
  const child: ChildProcess = spawn(
    process.execPath,
    ['--import', preload, join(root, 'scripts/up.mjs'), '--no-env-file'],
    { cwd: root, env: { ...Object.fromEntries(inherited), ...env }, stdio: ['pipe', 'pipe', 'pipe'] },
  )
  let text = ''
  const waiting = new Set<() => void>()
  const collect = (chunk: Buffer) => {
    text += chunk.toString()
    for (const look of waiting) look()
  }
  child.stdout?.on('data', collect)
  child.stderr?.on('data', collect)
  const exited = new Promise<number | null>((done) => child.once('close', done))
  return {
    child,
    exited,
    output: () => text,
    /** Resolves when the launcher has printed the line; rejects when it ends before, or takes too long. */
    waitFor(line: string) {
      return new Promise<void>((done, fail) => {
        const giveUp = (why: string) => {
          child.kill('SIGTERM')
          fail(new Error(`The product ${why}. It printed:\n${text}`))
        }
        const timer = setTimeout(() => giveUp('is not ready in time'), READY_TIMEOUT_MS)
        const look = () => {
          if (!text.split('\n').includes(line)) return
          clearTimeout(timer)
          waiting.delete(look)
          done()
        }
        waiting.add(look)
        exited.then((code) => {
          clearTimeout(timer)
          giveUp(`ended with code ${code}`)
        })
        look()
      })
    },
  }
}

function runningPid(dataDir: string, part: Part): number | undefined {
  if (part === 'launcher') return holderOf(join(dataDir, 'launcher.lock'))?.pid
  if (part === 'postgres') {
    const pid = Number(readIfThere(join(dataDir, 'postgres/postmaster.pid'))?.split('\n')[0])
    return isAlive(pid) ? pid : undefined
  }
  const written = JSON.parse(readIfThere(join(dataDir, 'processes.json')) ?? '{}')[part]
  return isSame(written) ? written.pid : undefined
}

function databaseUrl(dataDir: string): string {
  const port = readFileSync(join(dataDir, 'postgres/port'), 'utf8')
  const password = readFileSync(join(dataDir, 'postgres/password'), 'utf8')
  return `postgres://postgres:${password}@127.0.0.1:${port}/map_the_paths`
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
