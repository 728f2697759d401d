import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

export type Line = { bitsPerSecond: number; roundTripMs: number; loss: number }

const SEGMENT_BYTES = 1_460 // of TCP over Ethernet

/**
 * A port through which a server is reached as over a bad line: one queue for all connections, half a round trip each way, a whole one before a
 * connection is there, and lost segments, which come a round trip later, all behind them on their connection too. No more is on its way on a
 * connection than the line holds in a round trip.
 */
export async function startBadLine(target: URL, line: Line): Promise<{ url: string; close: () => void }> {
  const sockets = new Set<Socket>()
  const queue = { freeAt: 0 }
  const isLost = lossOf(line.loss)
  const server = createServer({ pauseOnConnect: true }, async (near) => {
    await delay(line.roundTripMs)
    const far = connect(Number(target.port), target.hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        if (socket.errored) for (const other of [near, far]) other.destroy()
      })
    }
    carry(near, far, { ...line, queue: { freeAt: 0 }, isLost: () => false })
    carry(far, near, { ...line, queue, isLost })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : ''
  const close = () => {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
  return { url: `http://127.0.0.1:${port}`, close }
}

/** Sends on what comes, when it would have come over the line. */
function carry(
  from: Socket,
  to: Socket,
  { bitsPerSecond, roundTripMs, queue, isLost }: Line & { queue: { freeAt: number }; isLost: () => boolean },
): void {
  const most = (bitsPerSecond / 8 / 1000) * roundTripMs
  let [underWay, arrivesAt] = [0, 0]
  let written = Promise.resolve()
  const send = (segment: Buffer) => {
    queue.freeAt = Math.max(performance.now(), queue.freeAt) + (segment.length * 8 * 1000) / bitsPerSecond
    arrivesAt = Math.max(arrivesAt, queue.freeAt + roundTripMs / 2 + (isLost() ? roundTripMs : 0))
    underWay += segment.length
    if (underWay >= most) from.pause()
    const due = arrivesAt
    written = written.then(async () => {
      await delay(Math.max(0, due - performance.now()))
      to.write(segment)
      setTimeout(acknowledge, roundTripMs / 2, segment.length)
    })
  }
  const acknowledge = (bytes: number) => {
    underWay -= bytes
    if (underWay < most) from.resume()
  }
  from.on('data', (data: Buffer) => {
    for (let start = 0; start < data.length; start += SEGMENT_BYTES) send(data.subarray(start, start + SEGMENT_BYTES))
  })
  from.on('end', () => void written.then(() => to.end()))
  from.resume()
}

/** Segments are lost at equal distances, so that every run loses the same share. */
function lossOf(share: number): () => boolean {
  let due = 0
  return () => {
    due += share
    if (due < 1) return false
    due -= 1
    return true
  }
}
