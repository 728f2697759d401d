import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'

export type CapturedAnswer = { status: number; headers: OutgoingHttpHeaders; body: Buffer }

/**
 * Lets `answer` write to the response, but keeps what it writes instead of sending it. Its headers stay set on the response. null: the
 * connection, or the answer, broke off before it was complete.
 */
export function captureAnswer(response: ServerResponse, answer: () => void): Promise<CapturedAnswer | null> {
  const { write, end, writeHead, flushHeaders } = response
  const chunks: Buffer[] = []
  let hasBegun = false
  return new Promise((resolve) => {
    const release = () => {
      Object.assign(response, { write, end, writeHead, flushHeaders })
      Reflect.deleteProperty(response, 'headersSent')
    }
    response.once('close', () => resolve(null))
    Object.defineProperty(response, 'headersSent', { configurable: true, get: () => hasBegun })
    Object.assign(response, {
      flushHeaders() {
        hasBegun = true
      },
      writeHead(status: number, ...rest: unknown[]) {
        hasBegun = true
        response.statusCode = status
        for (const [name, value] of headersOf(rest.at(-1))) response.setHeader(name, value)
        return response
      },
      write(...args: unknown[]) {
        hasBegun = true
        take(chunks, args)
        callBack(args)
        return true
      },
      end(...args: unknown[]) {
        take(chunks, args)
        release()
        response.once('finish', () => callBack(args))
        resolve({ status: response.statusCode, headers: response.getHeaders(), body: Buffer.concat(chunks) })
        return response
      },
    })
    answer()
  })
}

function headersOf(headers: unknown): [string, string | string[]][] {
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers)) return []
  return Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : `${value}`])
}

function take(chunks: Buffer[], [chunk, encoding]: unknown[]): void {
  if (typeof chunk === 'string') chunks.push(Buffer.from(chunk, encoding === 'latin1' ? 'latin1' : 'utf8'))
  else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk))
}

/** Node calls the last argument when the bytes are gone. */
function callBack(args: unknown[]): void {
  const last = args.at(-1)
  if (typeof last === 'function') process.nextTick(last)
}
