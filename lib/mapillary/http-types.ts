export type Timeouts = {
  connectMs: number // until the connection stands, TLS included
  answerMs: number // until the headers of the answer are there
  stallMs: number // without a byte of the body
  idleMs: number // that a download goes unread: then it is dropped, so that it does not hold its slot for ever
}

/** What is used of fetch: Node's own and that of undici both are one. */
export type Fetch = (
  url: URL,
  init: {
    method: 'GET' | 'POST'
    headers: Record<string, string>
    body: string | null
    redirect: 'manual'
    signal: AbortSignal
  },
) => Promise<Answer>
type Answer = {
  status: number
  headers: AnswerHeaders
  body: { getReader(): { read(): Promise<{ value?: Uint8Array | undefined }> } } | null
}
export type AnswerHeaders = { get(name: string): string | null }

/** A request whose answer has begun. */
export type Sent = { response: Answer; url: URL; abort: () => void }
