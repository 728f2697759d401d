import autocannon from 'autocannon'
import { random } from '@/demo/random'
import type { Line } from '../import/line'
import type { LoadBench } from './types'
import { measureBeside, pathsOf } from './visitors'

const GOAL = 1.5
const FLOOD_CONNECTIONS = 100
const ADDRESS = '10.9.9.9'

/** One address asks for the same things as others over a hundred connections, as fast as it is answered. */
export async function measureFlood(bench: LoadBench): Promise<Line[]> {
  const line = await measureBeside(bench, {
    name: 'A flood from one address',
    goal: GOAL,
    trouble: (signal) => flood(bench, signal),
  })
  return [line]
}

async function flood({ url, scene, seconds }: LoadBench, signal: AbortSignal): Promise<string> {
  const headers = { 'x-forwarded-for': ADDRESS, 'accept-encoding': 'gzip' }
  const requests = pathsOf(scene, random('flood')).map((path) => ({ method: 'GET' as const, path, headers }))
  const options = { url, connections: FLOOD_CONNECTIONS, duration: seconds * 2, timeout: 60, requests }
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const load = autocannon(options, (error, told) => (error ? reject(error) : resolve(told)))
    signal.addEventListener('abort', () => load.stop())
  })
  return `${result['2xx']} of the flood answered, ${result['4xx']} refused`
}
