import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { endGracefully, isEnding } from '@/lib/server/graceful-end'

// A process of its own for tests/integration/server/graceful-end.test.ts. `/held` is answered when `/release` is asked for.
endGracefully({ unreadyMs: Number(process.argv[2]), drainMs: Number(process.argv[3]) })
const held: ServerResponse[] = []
const server = createServer((request, response) => {
  if (request.url === '/readyz') response.writeHead(isEnding() ? 503 : 200).end()
  if (request.url === '/events') response.setHeader('content-type', 'text/event-stream').write('data: 1\n\n')
  if (request.url === '/held') {
    held.push(response)
    console.log('held')
  }
  if (request.url === '/release') {
    for (const each of held.splice(0)) each.end('whole')
    response.end()
  }
})
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))
