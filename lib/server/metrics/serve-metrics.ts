import { createServer, type Server } from 'node:http'
import { Registry } from 'prom-client'
import type { Db } from '@/db/client'
import { metrics } from '@/lib/metrics/metrics'
import type { NightSettings } from '@/lib/vault/night-budget'
import { addDatabaseGauges } from './database-gauges'

const own = new WeakSet<Server>()

/** Whether this is a server of metrics, which no visitor reaches. */
export function servesMetrics(server: Server): boolean {
  return own.has(server)
}

/** Serves `/metrics` for Prometheus on an address of its own: it names no person and no place, but it is not for visitors. */
export function serveMetrics(
  db: Db,
  { port, host, nights }: { port: number; host: string; nights: NightSettings },
): Server {
  const gauges = new Registry()
  addDatabaseGauges(gauges, db, nights)
  const registry = Registry.merge([metrics().registry, gauges])
  const server = createServer(async (request, response) => {
    if (request.url?.split('?')[0] !== '/metrics') return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': registry.contentType }).end(await registry.metrics())
  })
  own.add(server)
  server.on('error', (error) => console.error('The metrics cannot be served:', error.message))
  return server.listen(port, host)
}
