import './node-version.mjs'
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { answers, tooLate } from './answers.mjs'
import { build, watch } from './build.mjs'
import { createOwnDatabase } from './databases.mjs'
import {
  dataDirectory,
  embeddedParts,
  hasStepsServer,
  keptPorts,
  keptSecrets,
  localAddress,
  partsEnvironment,
  readEnvFile,
  stepsMetrics,
} from './environment.mjs'
import { install, runCommand } from './install.mjs'
import { releaseLock, takeLock } from './lock.mjs'
import { boundLogFile } from './log-file.mjs'
import { isPortFree } from './ports.mjs'
import { startPostgres } from './postgres.mjs'
import { makePrivate } from './private-folder.mjs'
import { createSupervisor, deathCounter, endLeftovers } from './supervisor.mjs'

const root = dirname(import.meta.dirname)
const isDev = process.argv.includes('--dev')
const DRAIN_MS = 27_000 // the web servers give requests and steps 25 s
// Pages that are being drawn die young, and the heap stays small while many are asked for: docs/performance.md.
const HEAP = ['--max-semi-space-size=64', '--max-old-space-size=512'] // megabytes
const PLACEHOLDER_DATABASE = 'postgres://127.0.0.1/map_the_paths'

if (!process.argv.includes('--no-env-file')) readEnvFile()
const dataDir = dataDirectory()
const lockFile = join(dataDir, 'launcher.lock')
const running = new Set() // commands that run to their end: npm ci, next build, migrate
let supervisor
let postgres
let saveChanges // into the backup, once all that could change something has stopped
let isStopping = false
let firstSignalAt
let isDraining = false // a service manager asks: requests and steps under way end first

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal)
if (process.env.npm_lifecycle_event) stopWithParent()
process.stdout.on('error', () => {}) // the terminal was closed; SIGHUP follows

try {
  await up()
} catch (error) {
  if (!isStopping) await stop(1, error.message)
}

async function up() {
  await install({ run, say })
  const bundles = isDev ? await watch((name) => supervisor?.restart(name), { run }) : join(root, '.build')
  if (!isDev) await build({ run, say })

  const port = process.env.PORT || '3000'
  const host = process.env.HOST || '127.0.0.1'
  const address = localAddress(host, port)
  makePrivate(dataDir)
  const holder = takeLock(lockFile, { address })
  if (holder) {
    throw new Error(
      `${dataDir} is in use by process ${holder.pid} (${holder.address}). Stop it, or choose another MTP_DATA_DIR and PORT.`,
    )
  }
  await endLeftovers(dataDir)

  const ports = await keptPorts(dataDir)
  const secrets = keptSecrets(dataDir)
  const environment = (databaseUrl) => ({
    ...partsEnvironment({ databaseUrl, ports, secrets }),
    NODE_ENV: isDev ? 'development' : 'production',
    MTP_DRAWING_PROCESS: join(bundles, 'draw.mjs'),
  })
  if ((await runBundle(bundles, 'check-env', environment(PLACEHOLDER_DATABASE))) !== 0) return stop(1)
  if (!(await isPortFree(Number(port), host))) {
    throw new Error(`Something else listens on ${host} port ${port} already. Stop it, or choose another PORT.`)
  }

  const parts = embeddedParts()
  let databaseUrl
  if (parts.postgres) {
    postgres = await startPostgres({ dataDir: join(dataDir, 'postgres'), log: join(dataDir, 'logs', 'postgres.log') })
    databaseUrl = await createOwnDatabase(postgres.url, secrets.DATABASE_PASSWORD)
    watchPostgres()
  }
  const env = environment(databaseUrl)
  if ((await runBundle(bundles, 'migrate', env)) !== 0) throw new Error('The database could not be migrated.')

  const backupCheck = runBundle(bundles, 'check-backup', { ...env, NODE_NO_WARNINGS: '1' }) // says why the backup cannot be used; it may come back
  saveChanges = () =>
    runCommand(process.execPath, [join(bundles, 'save-changes.mjs')], { env: { ...env, NODE_NO_WARNINGS: '1' } })
  supervisor = createSupervisor({ dataDir, echo: isDev, say, giveUp: (reason) => stop(1, reason) })
  const ready = []
  if (parts.demo) ready.push(['demo', supervisor.start('demo', [join(bundles, 'demo.mjs')], env)])
  if (parts.runner) {
    const local = { ...env, HOST: '127.0.0.1' } // only the web server talks to it
    ready.push(['runner', supervisor.start('runner', [join(bundles, 'runner.mjs')], local)])
  }
  const server = isDev
    ? [join(root, 'node_modules/next/dist/bin/next'), 'dev', '--hostname', host, '--port', port]
    : [...HEAP, join(root, '.next/standalone/server.js')]
  supervisor.start('web', server, env)
  ready.push(['web', answers(`${address}/healthz`, () => isStopping)])
  if (hasStepsServer()) {
    const local = { ...env, HOST: '127.0.0.1', HOSTNAME: '127.0.0.1', PORT: `${ports.steps}`, ...stepsMetrics() } // only the runner talks to it
    supervisor.start('steps', server, local, { lowPriority: true })
    ready.push(['steps', answers(`http://127.0.0.1:${ports.steps}/healthz`, () => isStopping)])
  }
  await Promise.race([Promise.all(ready.map(([, promise]) => promise)), tooLate(ready, join(dataDir, 'logs'))])
  await backupCheck
  if (!isStopping) say(`Map the Paths is ready at ${address}`)
}

/** The first signal stops, a second one forces. One Ctrl-C may arrive twice: from the terminal and from npm. */
function onSignal(signal) {
  firstSignalAt ??= Date.now()
  if (Date.now() - firstSignalAt > 500) {
    supervisor?.killAll()
    process.exit(1)
  }
  isDraining ||= signal === 'SIGTERM'
  stop(0)
}

/** npm passes SIGTERM only to the shell between us, which ends and leaves us behind. */
function stopWithParent() {
  const parent = process.ppid
  const look = () => {
    if (process.ppid === parent) return
    isDraining = true
    stop(0)
  }
  setInterval(look, 500).unref()
}

/** Stops every part, each before those it talks to, so that none waits for an answer. */
async function stop(code, reason) {
  if (isStopping) return
  isStopping = true
  if (reason) console.error(reason)
  if (supervisor) say('Stopping')
  for (const child of running) child.kill('SIGTERM')
  await supervisor?.stop('runner')
  await Promise.all(['steps', 'web'].map((name) => supervisor?.stop(name, isDraining ? DRAIN_MS : undefined)))
  await supervisor?.stop('demo')
  await saveChanges?.()
  await postgres?.stop()
  releaseLock(lockFile)
  process.exit(code)
}

/** The server is not our child, so its death is seen by looking. */
async function watchPostgres() {
  const countDeath = deathCounter()
  const { port } = postgres
  const log = join(dataDir, 'logs', 'postgres.log')
  for (;;) {
    await delay(1000)
    if (isStopping) return
    boundLogFile(log)
    if (postgres.isRunning()) continue
    if (!countDeath()) return stop(1, `PostgreSQL died again and again. Its log is ${log}`)
    say('PostgreSQL stopped. Starting it again')
    try {
      postgres = await startPostgres({ dataDir: join(dataDir, 'postgres'), port, log })
    } catch (error) {
      if (!isStopping) return stop(1, error.message)
    }
  }
}

function runBundle(folder, name, env) {
  return run(process.execPath, ['--enable-source-maps', join(folder, `${name}.mjs`)], { env })
}

/** Runs a command to its end; `stop` ends it early. Resolves to its exit code. */
function run(command, args, options = {}) {
  if (isStopping) throw new Error('stopping')
  return new Promise((done, fail) => {
    const shell = process.platform === 'win32' && !existsSync(command)
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell, ...options })
    running.add(child)
    child.once('error', fail)
    child.once('exit', (code, signal) => {
      running.delete(child)
      done(code ?? signal ?? 1)
    })
  })
}

function say(line) {
  console.log(line)
}
