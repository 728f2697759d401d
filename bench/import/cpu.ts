import { readdirSync, readFileSync } from 'node:fs'
import { sum } from './line'

const TICKS_A_SECOND = 100 // USER_HZ, as Linux has it on all machines of today

/** Seconds that these processes and their children have spent on a processor so far; NaN where the system does not tell (only Linux does). */
export function cpuSeconds(pids: number[]): number {
  const family = processes().filter(({ pid, parent }) => pids.includes(pid) || pids.includes(parent))
  return family.length === 0 ? Number.NaN : sum(family.map(({ ticks }) => ticks)) / TICKS_A_SECOND
}

/** proc(5): the fields of `stat` behind the command, which may hold spaces. Time of children that ended is in `cutime` and `cstime`. */
function processes(): { pid: number; parent: number; ticks: number }[] {
  return numbersIn('/proc').flatMap((pid) => {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
        .map(Number)
      return [{ pid, parent: fields[1] ?? 0, ticks: sum(fields.slice(11, 15)) }]
    } catch {
      return [] // it has just ended
    }
  })
}

function numbersIn(folder: string): number[] {
  try {
    return readdirSync(folder).map(Number).filter(Number.isInteger)
  } catch {
    return []
  }
}
