import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import postgres from 'postgres'
import { z } from 'zod'
import { logIn } from '@/lib/users/log-in'
import { sessionCookie, withDatabase } from '@/tests/support/session'
import { newDataDir, type Stack, type StackOptions, startStack } from '@/tests/support/stack'
import { countStatements, createCounters } from './counters'
import { cpuSeconds } from './cpu'
import { type Upstream, USERNAME } from './start-upstream'

const LOOK_EVERY_MS = 25
const Started = z.object({ id: z.string(), importId: z.string() })
const ENDED = ['completed', 'completed_with_errors', 'failed', 'cancelled']

export type Product = Awaited<ReturnType<typeof startProduct>>

/** The whole product as `npm run up` starts it, on an empty data directory, with the upstream as its Mapillary and its user logged in. */
export async function startProduct(upstream: Upstream) {
  const dataDir = newDataDir()
  await countStatements(dataDir)
  let stack = await start(upstream, { dataDir })
  const cookie = await logInAs(stack, upstream)
  let sql = connect(stack)
  await sql`create extension if not exists pg_stat_statements`

  const post = async (path: string, body: unknown) => {
    const headers = { cookie, origin: stack.url, 'content-type': 'application/json' }
    const response = await fetch(stack.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`${path}: HTTP ${response.status} ${await response.text()}`)
    return response.json()
  }

  return {
    dataDir,
    cookie,
    url: stack.url,
    /** Asks for an import over the API; resolves with its id. */
    async request(mapillarySequenceKey: string): Promise<number> {
      return Number(Started.parse(await post('/api/v1/sequences', { mapillarySequenceKey })).importId)
    },
    /** Resolves when the import has completed; rejects when it ended otherwise. */
    async ended(importId: number): Promise<void> {
      for (;;) {
        const [row] = await sql<{ state: string; reason: string | null }[]>`
          /* bench */ select state, reason from imports where id = ${importId}`
        if (row?.state === 'completed') return
        if (row && ENDED.includes(row.state)) throw new Error(`The import ${row.state}: ${row.reason}`)
        await delay(LOOK_EVERY_MS)
      }
    },
    originalsDone: async (importId: number): Promise<number> => {
      const [row] = await sql<{ done: number }[]>`
        /* bench */ select count(*)::int as done from import_photos where import_id = ${importId} and originals = 'done'`
      return row?.done ?? 0
    },
    /** Has an import that is over look as if it went on some day, so that it can be watched while nothing happens. */
    async pretendWaiting(importId: number): Promise<void> {
      await sql`/* bench */ update imports set state = 'waiting_for_login', finished_at = null where id = ${importId}`
    },
    ...createCounters(() => sql),
    /** The process id of the web server that the steps run in. */
    stepsPid(): number {
      const pid = stack.pidOf('steps')
      if (pid === undefined) throw new Error('The server of the steps does not run')
      return pid
    },
    /** Seconds of processor time that the product has used so far: web servers, runner and PostgreSQL. */
    cpuSeconds(): number {
      const parts = (['web', 'steps', 'runner', 'postgres'] as const).map((part) => stack.pidOf(part))
      return cpuSeconds(parts.filter((pid) => pid !== undefined))
    },
    /** Ends every process as a power cut would, and starts the product again on the same data. */
    async crash(): Promise<void> {
      await sql.end({ timeout: 0 })
      await stack.kill9('all')
      stack = await start(upstream, { dataDir, port: stack.port })
      sql = connect(stack)
    },
    async stop(): Promise<void> {
      await sql.end({ timeout: 1 })
      await stack.remove()
    },
  }
}

/** Starts the product with the upstream as its Mapillary. `env`: further variables. */
export function start(upstream: Upstream, { env: more = {}, ...options }: StackOptions): Promise<Stack> {
  const env = {
    MAPILLARY_API: upstream.api,
    MAPILLARY_API_URL: `${upstream.origin}/${upstream.api}`,
    MAPILLARY_IMAGES_URL: `${upstream.origin}/images`,
    MAPILLARY_AUTH_URL: `${upstream.origin}/connect`,
    MAPILLARY_CLIENT_ID: 'demo',
    MAPILLARY_CLIENT_SECRET: 'demo-secret',
    MTP_RATE_LIMIT_TILE: '0', // bench/geo asks for more than anybody may
    ...more,
  }
  return startStack({ ...options, env })
}

function connect(stack: Stack): postgres.Sql {
  return postgres(stack.databaseUrl(), { max: 1, onnotice: () => {} })
}

/** Logs the upstream's user in; resolves with the session cookie. */
export async function logInAs(stack: Stack, upstream: Upstream): Promise<string> {
  const user = await withDatabase(stack, (db) => logIn({ db, tokenKeys: [tokenKeyOf(stack)] }, loginOf(upstream)))
  return sessionCookie(stack, user)
}

function tokenKeyOf({ dataDir }: Stack): Buffer {
  const secrets = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8'))
  return Buffer.from(z.object({ TOKEN_ENCRYPTION_KEY: z.string() }).parse(secrets).TOKEN_ENCRYPTION_KEY, 'base64')
}

function loginOf({ userKey, token }: Upstream) {
  return { mapillaryKey: userKey, username: USERNAME, token, expiresAt: null }
}
