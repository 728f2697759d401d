import { connect, type Socket } from 'node:net'
import { setInterval } from 'node:timers/promises'
import type { Line } from '../import/line'
import type { LoadBench } from './types'
import { measureBeside } from './visitors'

const GOAL = 1.5
const SLOW = 200
const BYTE_EVERY_MS = 1_000

/** Two hundred connections that send a request's head byte by byte, and never its end. */
export async function measureSlowLoris(bench: LoadBench): Promise<Line[]> {
  const name = `${SLOW} half-sent requests`
  return [await measureBeside(bench, { name, goal: GOAL, trouble: (signal) => sendSlowly(bench.url, signal) })]
}

async function sendSlowly(url: string, signal: AbortSignal): Promise<string> {
  const { hostname, port } = new URL(url)
  let cut = 0
  const open = (): Socket => {
    const socket = connect(Number(port), hostname)
    socket.write('GET /photos HTTP/1.1\r\nhost: slow\r\nx-slow: ')
    socket.on('error', () => undefined) // the server has cut it
    socket.resume()
    return socket
  }
  const sockets = Array.from({ length: SLOW }, open)
  try {
    for await (const _ of setInterval(BYTE_EVERY_MS, undefined, { signal })) {
      for (const [at, socket] of sockets.entries()) {
        if (socket.destroyed || socket.readableEnded) {
          socket.destroy()
          sockets[at] = open()
          cut += 1
        } else socket.write('.')
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
  for (const socket of sockets) socket.destroy()
  return `${cut} were cut and came again`
}
