import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'

/** Our own header: the query as it stood in the request line. What a client sends under this name is overwritten. */
const QUERY_HEADER = 'x-mtp-query'

/** Next.js writes queries anew before a route sees them; Node tells of each request before that. */
export function noteRawQueries(path: RegExp): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    const [name = '', ...query] = (request.url ?? '').split('?')
    if (path.test(name)) request.headers[QUERY_HEADER] = query.join('?')
    else delete request.headers[QUERY_HEADER]
  })
}

/** The query of a request whose path was asked for in `noteRawQueries`, exactly as it came. */
export function rawQuery(request: Request): string {
  return request.headers.get(QUERY_HEADER) ?? ''
}
