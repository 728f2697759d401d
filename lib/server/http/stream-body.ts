import type { Readable } from 'node:stream'

/** A Node stream as a response body: read as fast as the client takes it, destroyed when the client goes away. */
export function streamBody(readable: Readable): ReadableStream<Uint8Array<ArrayBuffer>> {
  const chunks: AsyncIterator<Uint8Array<ArrayBuffer>> = readable.iterator()
  return new ReadableStream({
    async pull(controller) {
      const next = await chunks.next()
      if (next.done) controller.close()
      else controller.enqueue(next.value)
    },
    cancel() {
      readable.destroy()
    },
  })
}
