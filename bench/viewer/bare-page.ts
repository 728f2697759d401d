import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * A page that holds nothing but a picture, in its own size. From a server: of pages whose requests Playwright answers, Chromium does not know the
 * bytes of the picture, and reports no paint of it.
 */
export async function serveBare(picture: URL): Promise<{ url: string; close: () => void }> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(`<!doctype html><title>Baseline</title><img src="${picture}">`)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, close: () => void server.close() }
}
