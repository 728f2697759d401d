import { subscribe } from 'node:diagnostics_channel'
import type { ServerResponse } from 'node:http'

/** Next.js drops the Content-Encoding and the Content-Length of route handlers, so that they travel under names of ours too. */
export const ENCODING_HEADER = 'x-mtp-content-encoding'
const LENGTH_HEADER = 'x-mtp-content-length'

const NAMES: Record<string, string> = { [ENCODING_HEADER]: 'content-encoding', [LENGTH_HEADER]: 'content-length' }

/** The headers that tell how long a streamed body is, so that a download shows its progress and can be checked. */
export function lengthHeaders(sizeBytes: number): Record<string, string> {
  return { 'content-length': String(sizeBytes), [LENGTH_HEADER]: String(sizeBytes) }
}

/** Gives responses the headers back that Next.js dropped, where it hands them to Node. */
export function sendDroppedHeaders(): void {
  subscribe('http.server.request.start', (message) => {
    const { response } = message as { response: ServerResponse }
    const setHeader = response.setHeader.bind(response)
    response.setHeader = (name, value) => setHeader(NAMES[name] ?? name, value)
  })
}
