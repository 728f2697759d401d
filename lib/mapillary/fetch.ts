import { Agent, fetch } from 'undici'
import type { Fetch } from './http-types'

/** fetch that gives up connecting (TCP and TLS) after so long: the one timeout that Node's own fetch does not let us set. */
export function createFetch({ connectMs }: { connectMs: number }): Fetch {
  const dispatcher = new Agent({ connect: { timeout: connectMs }, headersTimeout: 0, bodyTimeout: 0 }) // http.ts times the rest
  return (url, init) => fetch(url, { ...init, dispatcher })
}
