import type { ServerResponse } from 'node:http'
import type { HttpError } from '@/lib/errors'

const LINGER_MS = 1_000

/**
 * Prepares the refusal of a request, before Next.js wraps the response's methods. The function that is returned answers with
 * `application/problem+json` before, or instead of, the handler, and closes the connection when the body was not read to its end.
 * Whatever a handler that is under way writes afterwards is dropped.
 */
export function prepareRefusal(response: ServerResponse): (error: HttpError) => void {
  const writeHead = response.writeHead.bind(response)
  const end = response.end.bind(response)
  let isRefused = false
  return (error) => {
    if (isRefused) return
    isRefused = true
    if (response.headersSent) {
      response.destroy()
      return
    }
    const { socket, req } = response
    const body = JSON.stringify({
      type: 'about:blank',
      title: error.title,
      status: error.status,
      detail: error.message,
    })
    const isUnread = !req.complete
    writeHead(error.status, {
      ...error.headers,
      'content-type': 'application/problem+json',
      'content-length': Buffer.byteLength(body),
      'cache-control': 'no-store',
      ...(isUnread && { connection: 'close' }),
    })
    end(req.method === 'HEAD' ? undefined : body, () => {
      // A client that still sends loses the answer when the connection is cut at once.
      if (isUnread) setTimeout(() => socket?.destroy(), LINGER_MS).unref()
    })
    ignoreFurtherWrites(response)
  }
}

function ignoreFurtherWrites(response: ServerResponse): void {
  Object.assign(response, {
    writeHead: () => response,
    setHeader: () => response,
    appendHeader: () => response,
    removeHeader: () => undefined,
    write: () => true,
    end: () => response,
  })
}
