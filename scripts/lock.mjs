import { spawnSync } from 'node:child_process'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { isAlive } from './is-alive.mjs'

/** Tells a process from a later one with the same id: its start time. Empty when there is no such process. */
export function startOf(pid) {
  if (!isAlive(pid)) return ''
  if (process.platform === 'linux') {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  }
  if (process.platform === 'win32') return 'unknown'
  return spawnSync('ps', ['-o', 'lstart=', '-p', `${pid}`], { encoding: 'utf8' }).stdout.trim()
}

/** Whether the process that was written down as `{ pid, started }` is still the one that runs under this id. */
export function isSame(written) {
  return Boolean(written?.pid) && startOf(written.pid) === written.started
}

/** What the living holder of a lock wrote into it; undefined when nobody holds it. */
export function holderOf(file) {
  const written = readLock(file)
  return isSame(written) ? written : undefined
}

/**
 * Takes a lock that ends with this process, however it ends. Returns the holder when somebody else has it.
 * @param {string} file
 * @param {Record<string, unknown>} [note] kept in the lock, for whoever finds it taken
 */
export function takeLock(file, note = {}) {
  mkdirSync(dirname(file), { recursive: true })
  const own = `${file}.${process.pid}`
  writeFileSync(own, JSON.stringify({ pid: process.pid, started: startOf(process.pid), ...note }))
  try {
    for (;;) {
      try {
        linkSync(own, file) // appears with its content, or not at all
        return undefined
      } catch (error) {
        if (error.code !== 'EEXIST') throw error
      }
      const written = readLock(file)
      if (isSame(written)) return written
      removeStale(file, written)
    }
  } finally {
    rmSync(own, { force: true })
  }
}

export function releaseLock(file) {
  if (readLock(file)?.pid === process.pid) rmSync(file, { force: true })
}

/** Two processes may find the same stale lock: the slower one must not remove the lock that the faster one took. */
function removeStale(file, stale) {
  const aside = `${file}.${process.pid}.stale`
  try {
    renameSync(file, aside)
    if (JSON.stringify(readLock(aside)) !== JSON.stringify(stale)) linkSync(aside, file)
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
