import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'

const HOST = hostname().replaceAll('~', '-')
const DAY_MS = 24 * 60 * 60 * 1000

/** A new name for a file that this process writes: `HOST~PID~UUID`. */
export function incomingName(): string {
  return [HOST, process.pid, randomUUID()].join('~')
}

/**
 * Whether nobody writes that file any more: its process is dead. A process of another host cannot be looked at, so what comes from there, or
 * from a version that gave other names, is left over when it has not changed for a day.
 */
export function isLeftOver({ name, mtimeMs }: { name: string; mtimeMs: number }): boolean {
  const [host, pid] = name.split('~')
  if (host !== HOST || !/^\d+$/.test(pid ?? '')) return Date.now() - mtimeMs > DAY_MS
  if (Number(pid) === process.pid) return mtimeMs < performance.timeOrigin // of an earlier process with our number
  return !isAlive(Number(pid))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  return !isZombie(pid)
}

/** Dead, but never reaped, as in a container without an init. */
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return true // gone since
  }
}
