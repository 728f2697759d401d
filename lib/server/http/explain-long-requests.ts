import { subscribe } from 'node:diagnostics_channel'
import type { Server } from 'node:http'
import type { Socket } from 'node:net'

const BODY = JSON.stringify({
  type: 'about:blank',
  title: 'Invalid input',
  status: 400,
  detail: 'The address and the headers of this request are longer than 16 kB together',
})
const ANSWER = `HTTP/1.1 400 Bad Request\r\nContent-Type: application/problem+json\r\nContent-Length: ${BODY.length}\r\nConnection: close\r\n\r\n${BODY}`

/**
 * Says why a request that is too long is refused, such as a search with thousands of tags: Node reads no more of it than 16 kB and says nothing.
 * More is not wanted either: Next.js takes seconds to read a query of 10,000 parameters.
 */
export function explainLongRequests(): void {
  const explaining = new WeakSet<Server>()
  subscribe('http.server.request.start', (message) => {
    const { server } = message as { server: Server }
    if (explaining.has(server)) return
    explaining.add(server)
    server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
      if (error.code === 'HPE_HEADER_OVERFLOW' && socket.writable) socket.end(ANSWER)
      else socket.destroy(error)
    })
  })
}
