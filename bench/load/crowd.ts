import { readFileSync } from 'node:fs'
import autocannon from 'autocannon'
import { random } from '@/demo/random'
import { type Line, mean, percentile } from '../import/line'
import type { LoadBench } from './types'
import { addressOf, pathsOf } from './visitors'

const GOAL = 1.1
const LOOK_EVERY_MS = 250
const PAGE_BYTES = 4096

/** As many visitors as connections, each with an address of its own, who ask as fast as they are answered. */
export async function measureCrowd({ url, stack, scene, seconds, connections }: LoadBench): Promise<Line[]> {
  let visitor = 0
  const times: number[] = []
  const memory: number[] = []
  const pid = stack.pidOf('web')
  const looking = setInterval(() => pid !== undefined && memory.push(residentMegabytes(pid)), LOOK_EVERY_MS)
  const load = autocannon({
    url,
    connections,
    duration: seconds,
    timeout: 30,
    setupClient(client) {
      const next = random(`visitor-${visitor}`)
      const headers = { 'x-forwarded-for': addressOf(visitor), 'accept-encoding': 'gzip' }
      client.setRequests(pathsOf(scene, next).map((path) => ({ method: 'GET', path, headers })))
      client.on('response', (_status, _bytes, ms) => times.push(ms))
      visitor += 1
    },
  })
  const result = await load
  clearInterval(looking)
  const third = mean(around(memory, 1 / 3))
  const end = mean(around(memory, 1))
  const faults = result['5xx'] + result.errors
  const values = { statusCodes: result.statusCodeStats, errors: result.errors, timeouts: result.timeouts, memory }
  return [
    {
      name: `${connections} connections for ${seconds} s`,
      measured: `${faults} faults among ${result.requests.total} answers, ${Math.round(result.requests.average)} a second`,
      baseline: Object.entries(result.statusCodeStats ?? {})
        .map(([status, { count }]) => `${count} × ${status}`)
        .join(', '),
      goal: 'no 5xx, none unanswered',
      isMet: faults === 0,
      values,
    },
    {
      name: 'Time of an answer meanwhile',
      measured: `p50 ${percentile(times, 0.5).toFixed(0)} ms, p95 ${percentile(times, 0.95).toFixed(0)} ms`,
      baseline: '',
      goal: '',
      isMet: null,
      values: {},
    },
    {
      name: 'Memory of the web server',
      measured: `${end.toFixed(0)} MB at the end = ${(end / third).toFixed(2)} ×`,
      baseline: `${third.toFixed(0)} MB after the first third`,
      goal: `≤ ${GOAL} ×`,
      isMet: end / third <= GOAL,
      values: {},
    },
  ]
}

/** The tenth of the values that ends, or is around, that share of them. */
function around(values: number[], share: number): number[] {
  const width = Math.max(1, Math.floor(values.length / 10))
  const last = Math.min(values.length, Math.floor(values.length * share + width / 2))
  return values.slice(Math.max(0, last - width), last)
}

function residentMegabytes(pid: number): number {
  return (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES) / 1e6
}
