import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { freePort, isPortFree } from './ports.mjs'

const root = dirname(import.meta.dirname)

/** Reads .env of the project into process.env, where real variables win. */
export function readEnvFile() {
  const file = join(root, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
}

/** Where everything that embedded parts keep is. */
export function dataDirectory() {
  return resolve(root, process.env.MTP_DATA_DIR || '.data')
}

/** Which parts run embedded, because the environment names no real one. */
export function embeddedParts() {
  const { DATABASE_URL, MAPILLARY_API, MAPILLARY_CLIENT_ID, INNGEST_DEV, INNGEST_BASE_URL } = process.env
  const demo = !MAPILLARY_CLIENT_ID && MAPILLARY_API !== 'none'
  return { postgres: !DATABASE_URL, demo, runner: !INNGEST_DEV && !INNGEST_BASE_URL }
}

/** Whether functions run in a web server of their own, so that no import makes a visitor wait. In development one serves both. */
export function hasStepsServer() {
  return embeddedParts().runner && !process.argv.includes('--dev')
}

/**
 * The whole environment of the parts: what the user set, filled up with what embedded parts need.
 * @param {{ databaseUrl?: string, ports: { demo: number, runner: number, steps: number }, secrets: Record<string, string> }} embedded
 * @returns {Record<string, string | undefined>}
 */
export function partsEnvironment({ databaseUrl, ports, secrets }) {
  const set = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''))
  const host = set.HOST ?? '127.0.0.1'
  const port = set.PORT ?? '3000'
  const address = localAddress(host, port)
  const parts = embeddedParts()
  const demo = localAddress(host, ports.demo) // the browser goes there to log in, so it listens where the product does
  return {
    DATABASE_URL: databaseUrl,
    NEXTAUTH_URL: address,
    NEXTAUTH_SECRET: secrets.NEXTAUTH_SECRET,
    TOKEN_ENCRYPTION_KEY: secrets.TOKEN_ENCRYPTION_KEY,
    ...(parts.demo && {
      MAPILLARY_API: 'v3',
      MAPILLARY_API_URL: `${demo}/${set.MAPILLARY_API ?? 'v3'}`,
      MAPILLARY_AUTH_URL: `${demo}/connect`,
      MAPILLARY_IMAGES_URL: `${demo}/images`,
      MAPILLARY_CLIENT_ID: 'demo',
      MAPILLARY_CLIENT_SECRET: secrets.DEMO_CLIENT_SECRET,
      DEMO_CLIENT_SECRET: set.MAPILLARY_CLIENT_SECRET ?? secrets.DEMO_CLIENT_SECRET,
      MTP_DEMO: 'true',
      DEMO_PORT: `${ports.demo}`,
      DEMO_CLIENT_ID: 'demo',
    }),
    ...(parts.runner && {
      INNGEST_BASE_URL: `http://127.0.0.1:${ports.runner}`,
      INNGEST_EVENT_KEY: secrets.INNGEST_EVENT_KEY,
      INNGEST_SIGNING_KEY: secrets.INNGEST_SIGNING_KEY,
      INNGEST_APP_URL: `${hasStepsServer() ? `http://127.0.0.1:${ports.steps}` : address}/api/inngest`,
      RUNNER_HOLDER: secrets.RUNNER_HOLDER,
      RUNNER_PORT: `${ports.runner}`,
      MTP_EMBEDDED_RUNNER: 'true',
    }),
    ...set,
    HOST: host,
    HOSTNAME: host, // what Next's standalone server calls HOST
    PORT: port,
    MTP_DATA_DIR: dataDirectory(),
    NEXT_TELEMETRY_DISABLED: '1',
    ...(!process.argv.includes('--dev') && { NEXT_MANUAL_SIG_HANDLE: 'true' }), // the product ends by itself: lib/server/graceful-end.ts
  }
}

/** The second server of one launcher serves its metrics at the next port. */
export function stepsMetrics() {
  const port = Number(process.env.MTP_METRICS_PORT)
  return port > 0 ? { MTP_METRICS_PORT: `${port + 1}` } : {}
}

/** The address under which this machine reaches a server that listens on host and port. */
export function localAddress(host, port) {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`
}

/** Keys that are generated once and kept in the data directory, readable only by its owner. */
export function keptSecrets(dataDir) {
  const secrets = {
    NEXTAUTH_SECRET: randomBytes(32).toString('base64url'),
    TOKEN_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    DATABASE_PASSWORD: randomBytes(24).toString('hex'), // of our role in the embedded PostgreSQL
    DEMO_CLIENT_SECRET: randomBytes(16).toString('hex'),
    INNGEST_EVENT_KEY: randomBytes(16).toString('hex'),
    RUNNER_HOLDER: randomBytes(16).toString('hex'), // no secret, but kept like one
    INNGEST_SIGNING_KEY: `signkey-local-${randomBytes(32).toString('hex')}`,
  }
  return keep(join(dataDir, 'secrets.json'), (kept) => ({ ...secrets, ...kept }))
}

/** Ports of the embedded parts: the same ones at every start, as long as they are free or used by these very parts. */
export async function keptPorts(dataDir, { areRunning = false } = {}) {
  const file = join(dataDir, 'ports.json')
  const stored = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const ports = {}
  for (const name of ['demo', 'runner', 'steps']) {
    const isUsable = stored[name] && (areRunning || (await isPortFree(stored[name])))
    ports[name] = isUsable ? stored[name] : await freePort()
  }
  return keep(file, () => ports)
}

function keep(file, fill) {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '{}'
  const value = fill(JSON.parse(before))
  const after = `${JSON.stringify(value, null, 2)}\n`
  if (after !== before) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(`${file}.new`, after, { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  return value
}
