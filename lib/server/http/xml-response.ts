import { Readable } from 'node:stream'
import { CACHE_CONTROL } from './cache-control'
import { streamBody } from './stream-body'

/** An XML document, written as fast as it is read. Caches ask again before they show it, so that a hidden page leaves it at once. */
export function xmlResponse(lines: AsyncIterable<string>): Response {
  const body = streamBody(Readable.from(bytes(lines), { objectMode: false }))
  return new Response(body, {
    headers: { 'content-type': 'application/xml; charset=utf-8', 'cache-control': CACHE_CONTROL.publicRevalidate },
  })
}

async function* bytes(lines: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const line of lines) yield Buffer.from(line)
}
