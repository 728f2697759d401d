import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'
import { completeEvents, type StoredEvent } from '@/inngest/local/events'
import { WireEvent } from '@/inngest/local/protocol'
import { isSame } from '@/inngest/local/signing'
import { parseJson } from '@/lib/format/parse-json'

const MAX_BODY_BYTES = 1024 * 1024
const MAX_EVENTS = 5000

type Options = {
  eventKey: string
  accept: (events: StoredEvent[]) => Promise<void>
  health: () => Record<string, unknown>
  log: (message: string) => void
}

type Reply = { status: number; body: Record<string, unknown> }

/** The runner's own HTTP: `POST /e/<event key>` as the SDK sends events, and `GET /healthz`. */
export function createEventServer(options: Options) {
  return createServer((request, response) => {
    answer(options, request).then(
      (reply) => send(response, reply),
      (error: unknown) => {
        options.log(`Events could not be stored: ${error}`)
        send(response, refuse(503, 'The events could not be stored'))
      },
    )
  })
}

async function answer(options: Options, request: IncomingMessage): Promise<Reply> {
  const path = new URL(request.url ?? '/', 'http://runner').pathname
  if (request.method === 'GET' && path === '/healthz') return { status: 200, body: options.health() }
  const key = /^\/e\/([^/]+)$/.exec(path)?.[1]
  if (!key) return refuse(404, 'No such route')
  if (request.method !== 'POST') return refuse(405, 'Events are posted')
  if (!isSame(decodeURIComponent(key), options.eventKey)) return refuse(401, 'Unknown event key')
  const text = await readBody(request)
  return text === undefined ? refuse(413, 'At most 1 MB of events at once') : acceptEvents(options, request, text)
}

async function acceptEvents(options: Options, request: IncomingMessage, text: string): Promise<Reply> {
  const wire = z
    .array(WireEvent)
    .max(MAX_EVENTS)
    .safeParse([parseJson(text)].flat())
  if (!wire.success) return refuse(400, z.prettifyError(wire.error))
  const seed = [request.headers['x-inngest-event-id-seed']].flat()[0]
  const events = completeEvents(wire.data, seed)
  await options.accept(events)
  return { status: 200, body: { ids: events.map(({ id }) => id), status: 200 } }
}

/** The body as text, undefined when it is too long. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of request) {
    sizeBytes += chunk.length
    if (sizeBytes > MAX_BODY_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function refuse(status: number, error: string): Reply {
  return { status, body: { error, status } }
}

function send(response: ServerResponse, { status, body }: Reply) {
  response.writeHead(status, { 'content-type': 'application/json', ...(status === 413 && { connection: 'close' }) })
  response.end(JSON.stringify(body))
}
