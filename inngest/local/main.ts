import { z } from 'zod'
import { startRunner } from '@/inngest/local/runner'
import { databaseUrls } from '@/lib/config/database-urls'

const STOP_WITHIN_MS = 3000

const Environment = z.object({
  DATABASE_URL: z.url(),
  DATABASE_URL_DIRECT: z.url().optional(),
  INNGEST_APP_URL: z.url(),
  INNGEST_EVENT_KEY: z.string().min(1),
  INNGEST_SIGNING_KEY: z.string().min(1),
  RUNNER_HOLDER: z.string().optional(), // the launcher's name for its one runner
  HOST: z.string().default('127.0.0.1'),
  RUNNER_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  RUNNER_CONCURRENCY: z.coerce.number().int().min(1).max(1000).default(24),
})

function fail(error: unknown): never {
  const message = error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : error
  console.error(`The runner stops: ${message}`)
  process.exit(1)
}

async function main() {
  const environment = Environment.parse(process.env)
  const runner = await startRunner({
    databaseUrl: databaseUrls(environment).DATABASE_URL,
    appUrl: environment.INNGEST_APP_URL,
    eventKey: environment.INNGEST_EVENT_KEY,
    signingKey: environment.INNGEST_SIGNING_KEY,
    host: environment.HOST,
    ...(environment.RUNNER_HOLDER && { holder: environment.RUNNER_HOLDER }),
    port: environment.RUNNER_PORT,
    concurrency: environment.RUNNER_CONCURRENCY,
    onFatal: fail,
  })
  const stop = () => {
    setTimeout(() => process.exit(0), STOP_WITHIN_MS).unref()
    runner.stop().then(() => process.exit(0), fail)
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  console.log(JSON.stringify({ ready: true, port: runner.port }))
}

main().catch(fail)
