import { Readable } from 'node:stream'
import type { ReadableStream as WebStream } from 'node:stream/web'

/** The body of a request as a stream of bytes, read no faster than it is taken. */
export function requestBody(request: Request): Readable {
  const body = request.body
    ? Readable.fromWeb(request.body as WebStream<Uint8Array>) // lib.dom and node:stream/web type the same object twice
    : Readable.from([])
  body.on('error', () => undefined) // readers get it from the iterator
  return body
}
