import http from 'node:http'
import https from 'node:https'
import type { HttpAnswer } from '@/inngest/local/protocol'

export type HttpRequest = {
  method: 'POST' | 'PUT'
  url: URL
  headers: Record<string, string>
  body: string
  signal: AbortSignal
}

const agents = {
  http: new http.Agent({ keepAlive: true, scheduling: 'lifo' }),
  https: new https.Agent({ keepAlive: true, scheduling: 'lifo' }),
}

/**
 * Sends a request and reads the whole answer, however long it takes: a step may run for ten minutes, and `fetch` gives
 * up after five. Rejects when the connection fails.
 */
export function sendRequest(request: HttpRequest): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const { method, url, signal, body } = request
    const isSecure = url.protocol === 'https:'
    const headers = {
      ...request.headers,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    }
    const options = { method, headers, signal, agent: isSecure ? agents.https : agents.http }
    const outgoing = (isSecure ? https : http).request(url, options, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('error', reject)
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text })
      })
    })
    outgoing.on('error', (error) => {
      // The app closed an idle connection in the very moment we used it again: it has not seen this request.
      if (outgoing.reusedSocket && 'code' in error && error.code === 'ECONNRESET') resolve(sendRequest(request))
      else reject(error)
    })
    outgoing.end(body)
  })
}
