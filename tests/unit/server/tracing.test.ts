import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { traced, traceWith } from '@/lib/metrics/trace'
import { startTracing } from '@/lib/server/tracing'

const Attribute = z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) })
const Span = z.object({
  name: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  attributes: z.array(Attribute),
  status: z.object({ code: z.number() }),
})
const Export = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(Attribute) }),
      scopeSpans: z.array(z.object({ spans: z.array(Span) })),
    }),
  ),
})

afterEach(() => {
  traceWith((_name, _attributes, work) => work())
  delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT
})

/** A receiver of OTLP over HTTP; `bodies` is what was sent to it. */
async function startReceiver() {
  const bodies: string[] = []
  const server = createServer(async (request, response) => {
    bodies.push(`${request.url} ${await text(request)}`)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return { bodies, url: `http://127.0.0.1:${port}`, close: () => server.close() }
}

test('spans arrive at the endpoint, within each other, and hold no query', async () => {
  const receiver = await startReceiver()
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = receiver.url
  const tracing = startTracing({ serviceName: 'map-the-paths' })
  const answer = await traced('outer /login/return?access_token=secret', { 'http.target': '/photos?tag=bench' }, () =>
    traced('inner', { 'server.address': 'graph.mapillary.com' }, async () => 42),
  )
  await expect(traced('failing', {}, () => Promise.reject(new Error('a secret')))).rejects.toThrow('a secret')
  await tracing.stop()
  receiver.close()

  expect(answer).toBe(42)
  expect(receiver.bodies.every((body) => body.startsWith('/v1/traces '))).toBe(true)
  expect(receiver.bodies.join('')).not.toMatch(/secret|bench/)
  const sent = receiver.bodies.flatMap(
    (body) => Export.parse(JSON.parse(body.slice('/v1/traces '.length))).resourceSpans,
  )
  const spans = sent.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans))
  const [inner, outer, failing] = ['inner', 'outer /login/return', 'failing'].map((name) =>
    spans.find((span) => span.name === name),
  )
  expect(inner?.parentSpanId).toBe(outer?.spanId)
  expect(outer?.attributes).toContainEqual({ key: 'http.target', value: { stringValue: '/photos' } })
  expect(failing?.status.code).toBe(2)
  expect(sent[0]?.resource.attributes).toContainEqual({ key: 'service.name', value: { stringValue: 'map-the-paths' } })
})

test('without an endpoint work is done as it is', async () => {
  expect(await traced('anything', {}, async () => 'done')).toBe('done')
})
