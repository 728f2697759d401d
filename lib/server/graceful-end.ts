import { subscribe } from 'node:diagnostics_channel'
import type { Server, ServerResponse } from 'node:http'

const DRAIN_MS = 25_000 // what is still under way then is a step, which is safe to repeat
const CLOSE_IDLE_MS = 100

// On globalThis, since pages and routes are bundled apart.
const holder = globalThis as typeof globalThis & { mtpIsEnding?: boolean }

/** Whether this process was asked to end and takes no new work. */
export function isEnding(): boolean {
  return holder.mtpIsEnding === true
}

/** `atEnd`: what is still to be done when all has been answered. */
type Options = { unreadyMs: number; drainMs?: number; atEnd?: (() => Promise<void>) | undefined }

/**
 * Lets SIGTERM and SIGINT end this process with 0: readiness says no at once, after `unreadyMs` no new connections are taken, and requests and
 * steps under way get the rest of 25 seconds. Streams of events end at once, since browsers ask for them again, of another process.
 */
export function endGracefully({ unreadyMs, drainMs = DRAIN_MS, atEnd }: Options): void {
  const servers = new Set<Server>()
  const open = new Set<ServerResponse>()
  subscribe('http.server.request.start', (message) => {
    const { server, response } = message as { server: Server; response: ServerResponse }
    servers.add(server)
    open.add(response)
    response.once('close', () => open.delete(response))
  })

  const end = () => {
    if (isEnding()) return
    holder.mtpIsEnding = true
    setTimeout(() => process.exit(0), drainMs)
    setTimeout(drain, unreadyMs)
  }
  async function drain() {
    const closed = [...servers].map((server) => new Promise<void>((done) => server.close(() => done())))
    for (const response of open) if (isEventStream(response)) response.destroy()
    setInterval(() => {
      for (const server of servers) server.closeIdleConnections()
    }, CLOSE_IDLE_MS)
    await Promise.all(closed)
    await atEnd?.()
    process.exit(0)
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
}

function isEventStream(response: ServerResponse): boolean {
  return String(response.getHeader('content-type')).startsWith('text/event-stream')
}
