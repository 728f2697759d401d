import { afterEach, expect, test } from 'vitest'
import { createStyleReader } from '@/lib/server/map/create-style-reader'
import { type Handler, startHttpServer } from '@/tests/support/http-server'

const servers: { close: () => Promise<void> }[] = []
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())))

async function serve(handler: Handler): Promise<string> {
  const server = await startHttpServer(handler)
  servers.push(server)
  return `${server.origin}/style`
}

const STYLE = JSON.stringify({ version: 8, sources: {}, layers: [] })

test('a style is read once for all who ask', async () => {
  let requests = 0
  const url = await serve((_, response) => {
    requests += 1
    response.end(STYLE)
  })
  const read = createStyleReader({ tellFailure: () => undefined })
  expect(await Promise.all([read(url), read(url)])).toEqual([STYLE, STYLE])
  expect(await read(url)).toBe(STYLE)
  expect(requests).toBe(1)
})

test.each<[string, Handler]>([
  ['answers with an error', (_, response) => response.writeHead(503).end()],
  ['leads elsewhere', (_, response) => response.writeHead(302, { location: '/other' }).end()],
  ['answers with a page', (_, response) => response.end('<html></html>')],
  ['answers with other JSON', (_, response) => response.end('{"version": 7, "sources": {}}')],
  ['ends in the middle', (_, response) => response.writeHead(200, { 'content-length': 99 }).end(STYLE)],
  ['says nothing', () => undefined],
])('a server that %s has no style, and is not asked again at once', async (_, handler) => {
  const url = await serve(handler)
  const failures: string[] = []
  const read = createStyleReader({ tellFailure: (failed) => failures.push(failed), timeoutMs: 300 })
  expect(await read(url)).toBeNull()
  expect(await read(url)).toBeNull()
  expect(failures).toEqual([url])
})
