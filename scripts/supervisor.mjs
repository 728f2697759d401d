import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { isSame, startOf } from './lock.mjs'
import { openLogFile } from './log-file.mjs'

const root = dirname(import.meta.dirname)
const preload = new URL('die-with-parent.mjs', import.meta.url).href
const DEATHS_ALLOWED = 5
const DEATHS_WINDOW_MS = 60_000
const STOP_TIMEOUT_MS = 4000 // of whoever pressed Ctrl-C; nothing is lost by ending steps and requests in their middle

/**
 * Counts the deaths of a part: says how long to wait before the next start, or that it died too often.
 * @returns {(now?: number) => { retryAfterMs: number, count: number } | undefined} undefined: too often
 */
export function deathCounter() {
  let deaths = []
  return (now = Date.now()) => {
    deaths = [...deaths.filter((at) => at > now - DEATHS_WINDOW_MS), now]
    if (deaths.length >= DEATHS_ALLOWED) return undefined
    return { retryAfterMs: 250 * 2 ** (deaths.length - 1), count: deaths.length }
  }
}

/**
 * Keeps Node processes running: output to `<dataDir>/logs/<name>.log`, restart with back-off, orderly stop.
 * @param {{ dataDir: string, echo: boolean, say: (line: string) => void, giveUp: (reason: string) => void }} options
 */
export function createSupervisor({ dataDir, echo, say, giveUp }) {
  const logs = join(dataDir, 'logs')
  const record = join(dataDir, 'processes.json')
  const parts = new Map()
  mkdirSync(logs, { recursive: true })

  function launch(part) {
    const child = spawnPart(part)
    part.child = child
    part.started = startOf(child.pid)
    part.lastError = ''
    recordRunning(record, [...parts.values()])
    readOutput(part, echo ? say : () => {})
    child.once('error', (error) => ended(part, error.message))
    child.once('exit', (code, signal) => ended(part, signal ? `was ended by ${signal}` : `ended with code ${code}`))
  }

  async function ended(part, how) {
    part.child = undefined
    if (!part.isWanted) return
    const quote = part.lastError ? `: ${part.lastError}` : ''
    const again = part.countDeath()
    if (!again) {
      giveUp(
        `${part.name} died ${DEATHS_ALLOWED} times within a minute, and last ${how}${quote}. Its log is ${part.logFile}`,
      )
      return
    }
    say(`${part.name} ${how}${quote}. Starting it again`)
    await delay(again.retryAfterMs)
    if (part.isWanted && !part.child) launch(part)
  }

  return {
    /**
     * Starts a part. Resolves when it has printed its first `{"ready":true}` line. `lowPriority`: the other parts get the processors first.
     * @param {{ lowPriority?: boolean }} [options]
     */
    start(name, args, env, { lowPriority = false } = {}) {
      const logFile = join(logs, `${name}.log`)
      const log = openLogFile(logFile)
      return new Promise((markReady) => {
        const part = {
          name,
          args,
          env,
          lowPriority,
          logFile,
          log,
          markReady,
          isWanted: true,
          countDeath: deathCounter(),
        }
        parts.set(name, part)
        launch(part)
      })
    },

    /** Ends a part's process so that it starts again, with new code for example. */
    async restart(name) {
      const part = parts.get(name)
      if (!part?.child) return
      part.isWanted = false
      await end(part.child)
      part.isWanted = true
      launch(part)
    },

    /** Asks a part to stop, and ends it when it has not after so long. */
    async stop(name, patienceMs = STOP_TIMEOUT_MS) {
      const part = parts.get(name)
      if (!part) return
      part.isWanted = false
      if (part.child) await end(part.child, patienceMs)
      part.log.end()
    },

    /** Ends everything at once. */
    killAll() {
      for (const part of parts.values()) {
        part.isWanted = false
        if (part.child) signalGroup(part.child.pid, 'SIGKILL')
      }
    },
  }
}

/** Ends the parts that a killed launcher left behind on this data directory. */
export async function endLeftovers(dataDir) {
  const record = join(dataDir, 'processes.json')
  if (!existsSync(record)) return
  for (const written of Object.values(JSON.parse(readFileSync(record, 'utf8')))) {
    if (!isSame(written)) continue
    signalGroup(written.pid, 'SIGKILL')
    while (isSame(written)) await delay(20)
  }
}

function spawnPart({ args, env, lowPriority }) {
  const child = spawn(process.execPath, ['--enable-source-maps', '--import', preload, ...args], {
    cwd: root,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true, // Ctrl-C goes only to the launcher, which stops the parts in order
  })
  if (lowPriority && child.pid) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL)
  child.stdin.on('error', () => {}) // the part died; its exit is handled elsewhere
  return child
}

/** Writes what a part prints into its log and to `echo`, keeps its last error, and notices that it is ready. */
function readOutput(part, echo) {
  for (const [stream, isError] of [[part.child.stdout], [part.child.stderr, true]]) {
    createInterface({ input: stream }).on('line', (line) => {
      part.log.write(line)
      echo(`[${part.name}] ${line}`)
      if (isError && line.trim()) part.lastError = isErrorLine(line) || !part.lastError ? line.trim() : part.lastError
      if (!isError && isReadyLine(line)) part.markReady()
    })
  }
}

/** Records the processes that run, for `endLeftovers`. */
function recordRunning(record, parts) {
  const running = parts.filter((part) => part.child?.pid)
  const entries = running.map(({ name, child, started }) => [name, { pid: child.pid, started }])
  writeFileSync(`${record}.new`, JSON.stringify(Object.fromEntries(entries)))
  renameSync(`${record}.new`, record)
}

async function end(child, patienceMs = STOP_TIMEOUT_MS) {
  const exited = new Promise((done) => child.once('exit', done))
  signalGroup(child.pid, 'SIGTERM')
  const timer = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), patienceMs)
  await exited
  clearTimeout(timer)
}

function signalGroup(pid, signal) {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

function isReadyLine(line) {
  try {
    return JSON.parse(line)?.ready === true
  } catch {
    return false
  }
}

function isErrorLine(line) {
  return /error|fatal|cannot|failed/i.test(line) && !/^\s+at /.test(line)
}
