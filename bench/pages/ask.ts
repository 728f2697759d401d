import autocannon from 'autocannon'
import { addressOf } from '../load/visitors'

export type Asked = { perSecond: number; p50: number; p97: number; faults: number }

/** Asks for the paths in turn, as fast as they are answered. Each connection has an address of its own and begins at another path. */
export async function ask(
  url: string,
  { paths, connections, seconds, cookie }: { paths: string[]; connections: number; seconds: number; cookie?: string },
): Promise<Asked> {
  let visitor = 0
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    timeout: 30,
    setupClient(client) {
      const headers = { 'x-forwarded-for': addressOf(visitor), 'accept-encoding': 'gzip', ...(cookie && { cookie }) }
      const from = Math.floor((visitor / connections) * paths.length)
      const ordered = [...paths.slice(from), ...paths.slice(0, from)]
      client.setRequests(ordered.map((path) => ({ method: 'GET', path, headers })))
      visitor += 1
    },
  })
  return {
    perSecond: result.requests.average,
    p50: result.latency.p50,
    p97: result.latency.p97_5,
    faults: result.non2xx + result.errors,
  }
}
