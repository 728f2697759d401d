import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'

export type Metrics = ReturnType<typeof createMetrics>

// On globalThis, since pages and routes are bundled apart.
const holder = globalThis as typeof globalThis & { mtpMetrics?: Metrics }

/** What this process counts about itself, whether anybody reads it or not. docs/operations.md lists the names. */
export function metrics(): Metrics {
  holder.mtpMetrics ??= createMetrics()
  return holder.mtpMetrics
}

function createMetrics() {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    requests: new Histogram({
      name: 'mtp_request_duration_seconds',
      help: 'Requests by kind and status; those of the kind "steps" are the steps of imports',
      labelNames: ['kind', 'status'] as const,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 60],
      registers,
    }),
    mapillaryAnswers: new Counter({
      name: 'mtp_mapillary_answers_total',
      help: 'Answers of Mapillary by HTTP status; "none" is no answer',
      labelNames: ['status'] as const,
      registers,
    }),
    mapillaryWaitSeconds: new Counter({
      name: 'mtp_mapillary_wait_seconds_total',
      help: 'How long calls to Mapillary waited for their turn',
      registers,
    }),
    backupBytes: new Counter({
      name: 'mtp_backup_bytes_total',
      help: 'Bytes of originals that were stored in the backup',
      registers,
    }),
    drawings: new Counter({
      name: 'mtp_pictures_drawn_total',
      help: 'Pictures that were drawn from originals, and those that could not be',
      labelNames: ['result'] as const,
      registers,
    }),
    tiles: new Counter({
      name: 'mtp_tiles_total',
      help: 'Public tiles that were asked for: kept in memory (hit) or rendered (miss)',
      labelNames: ['cache'] as const,
      registers,
    }),
  }
}
