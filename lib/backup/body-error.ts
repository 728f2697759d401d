import type { Readable } from 'node:stream'

/** The failure of the body itself, if there was one. An AbortError is none: a loop that reads a stream and is left early sets it. */
export function bodyError(body: Readable | null): Error | null {
  return body?.errored && body.errored.name !== 'AbortError' ? body.errored : null
}
