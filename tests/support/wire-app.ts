import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { isSigned, sign } from '@/inngest/local/signing'
import { SIGNING_KEY } from './runner'

/** One request of the engine to go on with a run, with step ids as the function spelled them. */
export type WireRequest = {
  step: string // the step to run, or `discover`
  attempt: number
  known: Record<string, unknown> // what steps that ended came to: `{ data }` or `{ error }`
  isPlanningOnly: boolean // the engine forbids to run a step at once
  event: { name: string; data: Record<string, unknown> }
}

/** What the SDK would answer. */
export type WireReply = { status: number; body: unknown; headers?: Record<string, string> }

const WireBody = z.object({
  version: z.literal(2),
  ctx: z.object({
    run_id: z.string(),
    attempt: z.number(),
    max_attempts: z.number(),
    disable_immediate_execution: z.boolean(),
    use_api: z.literal(false),
    stack: z.object({ stack: z.array(z.string()), current: z.number() }),
  }),
  event: z.object({ name: z.string(), data: z.record(z.string(), z.unknown()) }),
  events: z.array(z.unknown()).length(1),
  steps: z.record(z.string(), z.object({ type: z.enum(['data', 'error']) }).loose()),
})

/** The id that the SDK makes of a step's name. */
export const hashed = (name: string): string => createHash('sha1').update(name).digest('hex')

/** An app without the SDK: it answers what it is told to, and refuses requests that are not as Inngest's protocol has them. */
export async function startWireApp(
  functions: Record<string, unknown>[],
  names: string[], // of all steps
  replyTo: (functionId: string, request: WireRequest) => WireReply,
) {
  const nameOf = new Map(names.map((name) => [hashed(name), name]))
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString('utf8')
    if (!isSigned(text, [request.headers['x-inngest-signature']].flat()[0], SIGNING_KEY)) {
      response.writeHead(401).end()
      return
    }
    const { searchParams } = new URL(request.url ?? '/', 'http://app')
    const { status, body, headers } =
      request.method === 'PUT'
        ? { status: 200, body: { functions } }
        : replyTo(searchParams.get('fnId') ?? '', read(text, searchParams.get('stepId') ?? ''))
    const answer = JSON.stringify(body)
    const own = { 'x-inngest-sdk': 'js:v4', 'x-inngest-signature': sign(answer, SIGNING_KEY) }
    response.writeHead(status, { ...own, ...headers }).end(answer)
  })

  function read(text: string, stepId: string): WireRequest {
    const { ctx, event, steps } = WireBody.parse(JSON.parse(text))
    const known = Object.entries(steps).map(([id, { type, ...result }]) => [nameOf.get(id) ?? id, result])
    return {
      step: stepId === 'step' ? 'discover' : (nameOf.get(stepId) ?? stepId),
      attempt: ctx.attempt,
      known: Object.fromEntries(known),
      isPlanningOnly: ctx.disable_immediate_execution,
      event,
    }
  }

  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/inngest`,
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}
