import { z } from 'zod'
import { readText } from './body'
import { type Refuse, withoutSecrets } from './http-errors'
import type { Sent } from './http-types'
import { parseMapillaryJson } from './json'
import type { Limiter } from './limiter'
import { graphErrorIn } from './meanings'

export type RequestHeaders = { authorization?: string }

/** What was requested, and with which secrets. */
export type SentRequest = { source: 'api' | 'pictures'; headers: RequestHeaders; form?: URLSearchParams }

export type Refusals = ReturnType<typeof createRefusals>

export const MAX_ERROR_BYTES = 65_536

/** Turns refusals into AppErrors without secrets, and makes the limiter heed them. */
export function createRefusals({ limiter, refuse, stallMs }: { limiter: Limiter; refuse: Refuse; stallMs: number }) {
  /** A limit slows down and pauses all calls to the server; so does any other wait that it demands. */
  function refusalOf({ response, url }: Sent, body: unknown, request: SentRequest): Error {
    const message = messageIn(body)
    const said = message && withoutSecrets(message, secretsOf(url, request))
    const { status, headers } = response
    const error = refuse({ source: request.source, url, status, headers, body, said })
    if (error.code === 'RATE_LIMITED') limiter.noteRefusal(url.origin)
    if (error.retryAfterMs !== undefined) limiter.pause(url.origin, error.retryAfterMs)
    return error
  }
  return {
    refusalOf,
    /** The same for an answer whose body is not read yet. */
    async readRefusal(sent: Sent, request: SentRequest): Promise<Error> {
      const text = await readText(sent, { maxBytes: MAX_ERROR_BYTES, stallMs }).catch(() => '') // the status is enough
      return refusalOf(sent, parseMapillaryJson(text), request)
    },
  }
}

/** Whether a body is that of a failure, which may come with status 200. */
export function isRefusal(body: unknown): boolean {
  return messageIn(body) !== null || graphErrorIn(body) !== null
}

/** `{message}` as v3 says it, `{error: {message}}` as v4 does. */
function messageIn(json: unknown): string | null {
  const parsed = WireMessage.safeParse(json).data
  return parsed ? parsed.message : null
}

const WireMessage = z.union([
  z.object({ message: z.string() }),
  z.object({ error: z.object({ message: z.string() }) }).transform(({ error }) => error),
])

function secretsOf(url: URL, { headers, form }: SentRequest): string[] {
  return [...url.searchParams, ...(form ?? [])]
    .flatMap(([name, value]) => (/client_id|token|secret|code/.test(name) ? [value] : []))
    .concat(headers.authorization?.replace(/^\S+\s+/, '') ?? '')
}
