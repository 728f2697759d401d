import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { mapStyle } from './above/map-style'
import { avatarSvg } from './avatar'
import { answerConnect } from './connect'
import { demoWorld } from './demo-world'
import { createPictures, type Draw, type Pictures, THUMBNAIL_WIDTHS } from './picture'
import { createTokens } from './tokens'
import { answerV3 } from './v3'
import { type Answer, badRequest, notFound, unauthorized } from './v3/answer'
import { answerV4 } from './v4'
import { noToken, unknownToken } from './v4/answer'
import { answerToken, createCodes } from './v4/login'
import { createPictureStore } from './v4/picture-store'
import type { DemoUser, World } from './world'

export type DemoServerOptions = {
  world?: World
  clientId?: string
  secret?: string // key of the token signatures
  clientSecret?: string // of the app, for v4's token requests
  tokenSeconds?: number // how long v4's tokens hold
  pictureSeconds?: number // how long v4's picture addresses hold
  now?: () => number
  tokenIn?: 'query' | 'fragment'
  redirectHosts?: string[] // host names besides the loopback ones that may be sent a token
  latencyMs?: number // added to every answer
  draw?: Draw // instead of scenes, which take long to draw
  /** Sees each request first; true means that it has answered by itself (for tests of an ailing Mapillary). */
  intercept?: (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>
}

export type DemoServer = {
  world: World
  pictures: Pictures
  http: Server
  mintToken(username: string): string
  revoke(username: string): void
  /** Starts to listen; resolves with the origin, such as http://127.0.0.1:4711. */
  listen(port?: number, host?: string): Promise<string>
  close(): Promise<void>
}

const GZIP_FROM_BYTES = 1024
const DAY_S = 24 * 60 * 60
const MAX_FORM_BYTES = 16_384

/** The demo Mapillary: v3 and v4 APIs, authorize page, thumbnails and avatars on one port. */
export function createDemoServer(options: DemoServerOptions = {}): DemoServer {
  const { clientId = 'demo', clientSecret = 'demo-secret', secret = 'demo-mapillary', tokenIn = 'query' } = options
  const { tokenSeconds = 60 * DAY_S, pictureSeconds = 2 * DAY_S, redirectHosts = [], latencyMs = 0 } = options
  const now = options.now ?? Date.now
  const world = options.world ?? demoWorld()
  const tokens = createTokens(secret, now)
  const codes = createCodes(now)
  const pictures = createPictures(options.draw)
  const store = createPictureStore({ world, pictures, secret, seconds: pictureSeconds, now })

  function viewerOf(request: IncomingMessage, scheme: 'Bearer' | 'OAuth'): DemoUser | null {
    const [given, token] = (request.headers.authorization ?? '').split(' ')
    const username = given === scheme && token ? tokens.read(token) : null
    return world.users.find((user) => user.username === username) ?? null
  }

  async function answerGraph(request: IncomingMessage, url: URL, path: string[]): Promise<Answer> {
    const { authorization } = request.headers
    if (request.method === 'POST') {
      if (path[0] !== 'token') return notFound
      return answerToken(await text(request), authorization, { codes, tokens, clientId, clientSecret, tokenSeconds })
    }
    const viewer = viewerOf(request, 'OAuth')
    if (!viewer) return authorization ? unknownToken : noToken
    const token = authorization?.split(' ')[1] ?? ''
    return answerV4({ world, pictures, address: store.addressOn(url.origin), url, path, viewer, token })
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (latencyMs > 0) await sleep(latencyMs)
    if (await options.intercept?.(request, response)) return
    const base = `http://${request.headers.host ?? 'localhost'}`
    const target = request.url ?? '/'
    if (!URL.canParse(target, base)) return send(request, response, badRequest('Bad URL'))
    const url = new URL(target, base)
    const path = url.pathname.split('/').filter(Boolean)

    if (path[0] === 'v4') return send(request, response, await answerGraph(request, url, path.slice(1)))
    if (request.method !== 'GET' && request.method !== 'HEAD') return send(request, response, notFound)
    if (path[0] === 'store')
      return send(request, response, await store.answer(url, request.headers.authorization !== undefined))
    if (path[0] === 'v3') {
      if (url.searchParams.get('client_id') !== clientId) return send(request, response, unauthorized)
      const viewer = viewerOf(request, 'Bearer')
      if (request.headers.authorization && !viewer) return send(request, response, unauthorized)
      return send(request, response, await answerV3({ world, pictures, url, path: path.slice(1), viewer }))
    }
    if (path[0] === 'connect' && path.length === 1) {
      const answer = answerConnect(url, { world, tokens, codes, clientId, tokenIn, redirectHosts })
      if ('redirect' in answer) return redirect(response, answer.redirect)
      return write(request, response, answer.status, 'text/html; charset=utf-8', Buffer.from(answer.html))
    }
    if (path[0] === 'map') {
      const theme = url.searchParams.get('theme') === 'dark' ? 'dark' : 'light'
      return send(
        request,
        response,
        path[1] === 'style.json' ? { status: 200, body: mapStyle(world, theme) } : notFound,
      )
    }
    if (path[0] === 'images') return sendThumbnail(request, response, { world, pictures, path })
    if (path[0] === 'avatars') return sendAvatar(request, response, world, path)
    return send(request, response, notFound)
  }

  const http = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      console.error(error)
      if (response.headersSent) response.destroy()
      else send(request, response, { status: 500, body: { message: 'Internal server error' } })
    })
  })

  return {
    world,
    pictures,
    http,
    mintToken: tokens.mint,
    revoke: tokens.revoke,
    listen: (port = 0, host = '127.0.0.1') => listen(http, port, host),
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve())
        http.closeAllConnections()
      }),
  }
}

/** Resolves with the server's address. */
function listen(http: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    http.once('error', reject)
    http.listen(port, host, () => {
      const address = http.address()
      const name = host.includes(':') ? `[${host}]` : host
      resolve(`http://${name}:${typeof address === 'object' && address ? address.port : port}`)
    })
  })
}

async function sendThumbnail(
  request: IncomingMessage,
  response: ServerResponse,
  { world, pictures, path }: { world: World; pictures: Pictures; path: string[] },
): Promise<void> {
  const photo = world.photos.get(path[1] ?? '')
  const width = THUMBNAIL_WIDTHS.find((candidate) => path[2] === `thumb-${candidate}.jpg`)
  if (!photo || !width || path.length !== 3 || photo.sequence.isPrivate) return send(request, response, notFound)
  const etag = `"${photo.key}-${width}"`
  response.setHeader('ETag', etag)
  response.setHeader('Cache-Control', 'public, max-age=86400')
  response.setHeader('Access-Control-Allow-Origin', '*')
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304).end()
    return
  }
  write(request, response, 200, 'image/jpeg', await pictures.thumbnail(photo, width))
}

function sendAvatar(request: IncomingMessage, response: ServerResponse, world: World, path: string[]): void {
  const user = world.users.find((candidate) => path[1] === `${candidate.username}.svg`)
  if (!user) {
    send(request, response, notFound)
    return
  }
  response.setHeader('Cache-Control', 'public, max-age=86400')
  write(request, response, 200, 'image/svg+xml', Buffer.from(avatarSvg(user.username)))
}

function send(request: IncomingMessage, response: ServerResponse, { status, body, headers = {} }: Answer): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  if (Buffer.isBuffer(body)) {
    write(request, response, status, 'image/jpeg', body)
    return
  }
  if (typeof body === 'string') {
    write(request, response, status, 'text/plain; charset=utf-8', Buffer.from(body))
    return
  }
  response.setHeader('Access-Control-Allow-Origin', '*')
  response.setHeader('Vary', 'Accept-Encoding')
  const json = Buffer.from(JSON.stringify(body))
  const isPacked = json.length >= GZIP_FROM_BYTES && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
  if (isPacked) response.setHeader('Content-Encoding', 'gzip')
  write(request, response, status, 'application/json; charset=utf-8', isPacked ? gzipSync(json) : json)
}

function write(request: IncomingMessage, response: ServerResponse, status: number, type: string, bytes: Buffer): void {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': bytes.length })
  response.end(request.method === 'HEAD' ? undefined : bytes)
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of request) {
    sizeBytes += chunk.length
    if (sizeBytes > MAX_FORM_BYTES) throw new Error('The form is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { Location: location, 'Cache-Control': 'no-store', 'Content-Length': 0 }).end()
}
