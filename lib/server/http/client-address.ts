import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'

/** Our own header: the address at the other end of the connection. What a client sends under this name is overwritten. */
const PEER_HEADER = 'x-mtp-peer'

/** Next.js hands the socket's address to nobody; Node tells of each request before anybody else sees it. */
export function notePeers(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    request.headers[PEER_HEADER] = request.socket.remoteAddress ?? ''
  })
}

/**
 * Whose request it is, for limits. X-Forwarded-For is believed as far as our own proxies wrote it: of `trustedProxies` in a row, the
 * outermost noted the client as the entry so far from the right.
 */
export function clientAddress(headers: Headers, trustedProxies: number): string {
  const forwarded = trustedProxies > 0 ? (headers.get('x-forwarded-for')?.split(',') ?? []) : []
  const address = forwarded.at(-Math.min(trustedProxies, forwarded.length))?.trim() ?? headers.get(PEER_HEADER) ?? ''
  return networkOf(address.slice(0, 64))
}

/** IPv6 callers own a whole /64, so that is counted as one. */
function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!isIPv6(plain)) return plain
  const [head = '', tail] = plain.split('%')[0]?.split('::') ?? []
  const groups = head.split(':').filter(Boolean)
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter(Boolean).length
  const all = [...groups, ...Array<string>(missing).fill('0'), ...(tail?.split(':').filter(Boolean) ?? [])]
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
