import { randomUUID } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { type Env, env } from '@/lib/config/env'
import { HttpError } from '@/lib/errors'
import { clientAddress } from '@/lib/server/http/client-address'
import { logRequest } from '@/lib/server/log'
import { servesMetrics } from '@/lib/server/metrics/serve-metrics'
import { answerPage } from '@/lib/server/pages/answer-page'
import { pageTools } from '@/lib/server/pages/tools'
import { rateLimiter, sessionCache } from '@/lib/server/runtime'
import { nonceOf, policyOf } from './content-security-policy'
import { findSessionUserId } from './find-session-user-id'
import { securityHeaders } from './header-sets'
import { limitBody } from './limit-body'
import { policySources } from './policy-sources'
import { prepareRefusal } from './refuse'
import { findRequestRow, REQUEST_KINDS, type RequestKind, type RequestKindName } from './request-kinds'
import { createTurns } from './turns'

const HEADERS_TIMEOUT_MS = 20_000 // for the whole head of a request; Node's own default is a minute
const REST_OF_REFUSED_MS = 1_000 // so that whoever asks on and on costs little

const turns = createTurns()

/**
 * The one place through which every page, action and route passes, before Next.js sees it: each answer gets its security headers and a
 * request id, bodies are bounded, requests are counted by their kind, and every one is logged. `request-kinds.ts` has the table.
 */
export function openGate(): void {
  const guarded = new WeakSet<Server>()
  subscribe('http.server.request.start', (message) => {
    const { server } = message as { server: Server }
    if (guarded.has(server) || servesMetrics(server)) return
    guarded.add(server)
    guard(server)
  })
  subscribe('net.server.socket', (message) => {
    const { socket } = message as { socket: Socket & { server?: Server } }
    if (socket.server) socket.server.headersTimeout = HEADERS_TIMEOUT_MS
  })
}

/** Puts the gate before the server's own listeners. Node tells of a request before it calls them. */
function guard(server: Server): void {
  const listeners = server.listeners('request') as RequestListener[]
  server.removeAllListeners('request')
  server.on('request', async (request, response) => {
    if (!(await admit(request, response))) return
    const pass = () => {
      for (const listener of listeners) listener.call(server, request, response)
    }
    const nonce = nonceOf(request.headers['content-security-policy'])
    const isFixed = env().NODE_ENV === 'production' // in development pages change with their files
    if (nonce !== null && isFixed) await answerPage(pageTools(), { request, response, nonce, pass })
    else pass()
  })
}

/** Whether the request may pass on to its handler; if not, it has been answered. Never rejects: nobody would answer then. */
async function admit(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const refuse = prepareRefusal(response)
  try {
    const requestId = randomUUID()
    const row = findRequestRow(pathOf(request))
    const kind: RequestKind = REQUEST_KINDS[row.kind]
    const settings = env()
    setHeaders(request, response, kind, settings, requestId)
    // Before anything is waited for: the first bytes arrive meanwhile.
    limitBody(request, kind.maxBodyBytes, () => refuse(tooLarge(kind.maxBodyBytes)))
    const userId = await findSessionUserId(request, settings, kind.limit === null ? null : sessionCache())
    logRequest(request, response, { requestId, route: row.path, kind: row.kind, userId })
    const caller = callerOf(request, row.kind, { settings, userId })
    const refusal =
      elsewhere(row.kind, settings) ??
      announcedTooMuch(request, kind) ??
      (await takeTurn(response, kind, caller)) ??
      (await countRequest(response, kind, caller))
    if (refusal) refuse(refusal)
    return !response.headersSent
  } catch (error) {
    console.error('The gate failed:', error)
    refuse(new HttpError(500, 'Internal error', 'Something went wrong on our side. Try again later.'))
    return false
  }
}

function setHeaders(
  request: IncomingMessage,
  response: ServerResponse,
  { headers }: RequestKind,
  settings: Env,
  requestId: string,
): void {
  const policy = policyOf(headers, policySources(settings))
  // Next.js takes the nonce of its scripts from this header of the request (docs: guides/content-security-policy).
  if (headers === 'page') request.headers['content-security-policy'] = policy
  else delete request.headers['content-security-policy']
  request.headers['x-request-id'] = requestId
  const isHttps = settings.NEXTAUTH_URL.startsWith('https:')
  for (const [name, value] of Object.entries(securityHeaders(headers, { policy, isHttps, requestId }))) {
    response.setHeader(name, value)
  }
}

/** Whose request it is, for limits: the person's who is logged in, else the address's. Log-ins are always the address's. */
function callerOf(
  request: IncomingMessage,
  kind: RequestKindName,
  { settings, userId }: { settings: Env; userId: number | null },
): string {
  if (userId !== null && kind !== 'login') return `user:${userId}`
  const headers = new Headers()
  for (const name of ['x-forwarded-for', 'x-mtp-peer']) {
    const value = request.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  return `address:${clientAddress(headers, settings.MTP_TRUSTED_PROXIES)}`
}

/** Waits for the caller's turn, which ends when the answer begins or, for pages, is complete: the refusal when too many wait already. */
async function takeTurn(
  response: ServerResponse,
  { takesTurns, headers }: RequestKind,
  caller: string,
): Promise<HttpError | null> {
  if (!takesTurns) return null
  const turn = turns.take(caller)
  if (turn === null) return new HttpError(429, 'Too many requests', 'Too many requests at once', { 'retry-after': '1' })
  const endTurn = await turn
  const end = () => endTurn(response.statusCode === 429 ? REST_OF_REFUSED_MS : 0)
  if (response.destroyed) end()
  response.once('close', end)
  if (headers !== 'page') onHeaders(response, end)
  return null
}

/** Calls `told` when the head of the answer is sent. */
function onHeaders(response: ServerResponse, told: () => void): void {
  const { writeHead } = response
  const tellingWriteHead = (...args: unknown[]) => {
    const sent: unknown = Reflect.apply(writeHead, response, args)
    told()
    return sent
  }
  Object.assign(response, { writeHead: tellingWriteHead })
}

/** Counts the request: the refusal when it is one too many. */
async function countRequest(
  response: ServerResponse,
  { limit }: RequestKind,
  caller: string,
): Promise<HttpError | null> {
  if (limit === null) return null
  const counted = await rateLimiter().count(limit, caller)
  for (const [name, value] of Object.entries(counted.headers)) response.setHeader(name, value)
  return counted.refusal
}

/** With the embedded runner a server of its own runs the steps; the public one knows nothing of them. */
function elsewhere(kind: RequestKindName, settings: Env): HttpError | null {
  if (kind !== 'steps' || !settings.MTP_EMBEDDED_RUNNER || !settings.INNGEST_APP_URL) return null
  const isHere = new URL(settings.INNGEST_APP_URL).port === String(settings.PORT)
  return isHere ? null : new HttpError(404, 'Not found', 'Steps are not served here')
}

function announcedTooMuch(request: IncomingMessage, { maxBodyBytes }: RequestKind): HttpError | null {
  return Number(request.headers['content-length']) > maxBodyBytes ? tooLarge(maxBodyBytes) : null
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split(/[?#]/, 1)[0] ?? '/'
}

function tooLarge(maxBytes: number): HttpError {
  return new HttpError(413, 'Content too large', `The request body is larger than ${maxBytes / 1000} kB`)
}
