import type { IncomingMessage } from 'node:http'

/**
 * Counts the bytes of a request's body while they arrive. Above `maxBytes` the rest is thrown away and `refuse` is called, once.
 * The handler never sees the end of such a body, so that it cannot act on a part of it.
 */
export function limitBody(request: IncomingMessage, maxBytes: number, refuse: () => void): void {
  const push = request.push.bind(request)
  let size = 0
  request.push = (chunk: unknown, encoding?: BufferEncoding) => {
    if (size > maxBytes) return true
    if (Buffer.isBuffer(chunk)) size += chunk.byteLength
    if (size <= maxBytes) return push(chunk, encoding)
    refuse()
    return true
  }
}
