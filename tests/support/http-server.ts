import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type HttpServer = Awaited<ReturnType<typeof startHttpServer>>
export type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => void

/** A local HTTP server whose answers a test programs; it remembers what it was asked. */
export async function startHttpServer(initial: Handler = (_request, response) => void response.writeHead(404).end()) {
  let handler = initial
  const requests: { url: URL; headers: IncomingMessage['headers'] }[] = []
  const listener: RequestListener = (request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
    requests.push({ url, headers: request.headers })
    handler(request, response, url)
  }
  const server = createServer(listener)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo

  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    answer(next: Handler) {
      handler = next
    },
    /** Answers everything with this JSON. */
    answerJson(status: number, body: unknown, headers: Record<string, string> = {}) {
      handler = (_request, response) =>
        void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
    },
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}
