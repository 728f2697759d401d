import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'

type Headers = Record<string, string | string[] | undefined>
type Upstream = { status: number; headers: IncomingHttpHeaders; body: Buffer }
type Exchange = {
  url: URL // as the client asked for it
  headers: IncomingHttpHeaders
  response: ServerResponse
  /** Asks the server behind the proxy, for another path if one is given. */
  upstream(path?: string): Promise<Upstream>
}
export type Fault = (exchange: Exchange) => void | Promise<void>
type Rule = { matches: (url: URL) => boolean; fault: Fault; left: number }

/** A plain HTTP proxy in front of one server, on a loopback port, that spoils the answers it is told to. */
export class FaultProxy {
  readonly requests: URL[] = []
  #rules: Rule[] = []

  private constructor(
    readonly origin: string,
    readonly close: () => Promise<void>,
  ) {}

  static async start(target: string): Promise<FaultProxy> {
    let proxy: FaultProxy | undefined
    const server = createServer((incoming, response) => {
      incoming.resume()
      proxy?.answer(incoming, response, target).catch(() => response.destroy()) // one of both sides has gone away
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const close = () =>
      new Promise<void>((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      })
    proxy = new FaultProxy(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, close)
    return proxy
  }

  /** Spoils the answers to requests that match, the first `times` of them. The first rule that matches counts. */
  inject(matches: (url: URL) => boolean, fault: Fault, times = Number.POSITIVE_INFINITY): void {
    this.#rules.push({ matches, fault, left: times })
  }

  /** From now on every answer is passed on as it is. */
  heal(): void {
    this.#rules = []
  }

  private async answer(incoming: IncomingMessage, response: ServerResponse, target: string): Promise<void> {
    const url = new URL(incoming.url ?? '/', this.origin)
    this.requests.push(url)
    const rule = this.#rules.find(({ matches, left }) => left > 0 && matches(url))
    const exchange: Exchange = {
      url,
      headers: incoming.headers,
      response,
      upstream: (path = url.pathname + url.search) => ask(new URL(path, target), incoming.headers),
    }
    if (rule) rule.left -= 1
    await (rule?.fault ?? passOn)(exchange)
  }
}

/** The Host header goes along, so that links in the answer lead back through the proxy. */
function ask(url: URL, { 'accept-encoding': _packed, ...headers }: IncomingHttpHeaders): Promise<Upstream> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (answer) => {
      buffer(answer).then(
        (body) => resolve({ status: answer.statusCode ?? 0, headers: ofTheAnswer(answer.headers), body }),
        reject,
      )
    })
      .on('error', reject)
      .end()
  })
}

/** Without the headers that belong to the connection or to the length of the body: the proxy writes its own. */
function ofTheAnswer(all: IncomingHttpHeaders): IncomingHttpHeaders {
  const { 'content-length': _1, 'transfer-encoding': _2, connection: _3, 'keep-alive': _4, ...headers } = all
  return headers
}

function send(response: ServerResponse, status: number, headers: Headers, body: Buffer): void {
  response.writeHead(status, { ...headers, 'content-length': String(body.length) }).end(body)
}

export const passOn: Fault = async ({ response, upstream }) => {
  const { status, headers, body } = await upstream()
  send(response, status, headers, body)
}

/** The right answer, so much later. */
export const late =
  (ms: number): Fault =>
  async (exchange) => {
    await delay(ms)
    await passOn(exchange)
  }

/** Nothing at all, not even headers; the connection stays open. */
export const hang: Fault = () => {}

/** Half of the body, then nothing; the connection stays open. */
export const stall: Fault = async ({ response, upstream }) => {
  const { status, headers, body } = await upstream()
  response.writeHead(status, { ...headers, 'content-length': String(body.length) }).write(half(body))
}

/** The connection is reset at a byte of the answer, its headers included; `next` gives a number in [0, 1). */
export const resetAt =
  (next: () => number): Fault =>
  async ({ response, upstream }) => {
    const answer = await upstream()
    const bytes = raw(answer, ['content-length', String(answer.body.length)])
    const { socket } = response
    socket?.write(bytes.subarray(0, Math.floor(next() * bytes.length)), () => socket.resetAndDestroy())
  }

/** Half of the body, then a proper end of the connection. Without a length nothing tells the client that more was to come. */
export const cutShort =
  ({ withLength }: { withLength: boolean }): Fault =>
  async ({ response, upstream }) => {
    const answer = await upstream()
    const length: [string, string][] = withLength ? [['content-length', String(answer.body.length)]] : []
    response.socket?.end(raw({ ...answer, body: half(answer.body) }, ...length))
  }

/** This answer instead of the right one. */
export const answerWith =
  (status: number, body: string | Buffer = '', headers: Headers = {}): Fault =>
  ({ response }) =>
    send(response, status, headers, Buffer.from(body))

export const answerJson = (status: number, body: unknown, headers: Headers = {}): Fault =>
  answerWith(status, JSON.stringify(body), { 'content-type': 'application/json', ...headers })

/** The right answer with its text changed. */
export const rewrite =
  (change: (text: string, asked: IncomingHttpHeaders) => string): Fault =>
  async ({ response, upstream, headers: asked }) => {
    const { status, headers, body } = await upstream()
    const text = change(body.toString(), asked)
    send(response, status, headers, Buffer.from(text))
  }

function half(body: Buffer): Buffer {
  return body.subarray(0, Math.floor(body.length / 2))
}

function raw({ status, headers, body }: Upstream, ...more: [name: string, value: string][]): Buffer {
  const lines = [...Object.entries(headers), ...more, ['connection', 'close']].map(
    ([name, value]) => `${name}: ${value}`,
  )
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} Status\r\n${lines.join('\r\n')}\r\n\r\n`), body])
}
