import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, readFileSync } from 'node:fs'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { createServer, connect as dial, type Socket } from 'node:net'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { createDatabase } from '../../scripts/databases.mjs'
import { freePort } from '../../scripts/ports.mjs'
import { startPostgres } from '../../scripts/postgres.mjs'
import { until } from './runner'

const BUCKET = 'originals'
const RESTART_MS = 500
const S3_KEYS = { accessKeyId: 'test-access', secretAccessKey: 'test-secret' }

/** A part that can be ended as a power cut would, and started again at the same address. */
export type RealPart = { name: string; start: () => Promise<void>; kill: () => Promise<void> }

/** A program that listens at `port` when it is ready, and is started again when it ends by itself. What it prints goes to `log`. */
export function programPart(name: string, { command, args, port, log, env = {} }: Program & { log: string }): RealPart {
  let child: ChildProcess | undefined
  function run(): void {
    const started = spawn(command, args, {
      env: { NODE_ENV: 'production', PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [started.stdout, started.stderr]) stream.on('data', (chunk) => appendFileSync(log, chunk))
    child = started
    // Inngest ends when Redis is away, and whoever runs it has it started again.
    started.once('exit', () => child === started && setTimeout(() => child === started && run(), RESTART_MS))
  }
  return {
    name,
    async start() {
      run()
      await until(`${name} to listen`, () => listens(port), 60_000)
    },
    async kill() {
      const killed = child
      child = undefined
      if (!killed || killed.exitCode !== null || killed.signalCode !== null) return
      killed.kill('SIGKILL')
      await once(killed, 'exit')
    },
  }
}

type Program = { command: string; args: string[]; port: number; env?: Record<string, string> }

/** PostgreSQL of the product's own package, with a database for the product and one for Inngest. */
export async function postgresPart(folder: string): Promise<RealPart & { url: string; inngestUrl: string }> {
  const dataDir = join(folder, 'postgres')
  const server = await startPostgres({ dataDir })
  return {
    name: 'postgres',
    url: await createDatabase(server.url, 'map_the_paths'),
    inngestUrl: await createDatabase(server.url, 'inngest'),
    start: async () => void (await startPostgres({ dataDir })),
    async kill() {
      const [pid] = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')
      process.kill(Number(pid), 'SIGKILL')
      await until('the end of PostgreSQL', () => !server.isRunning())
    },
  }
}

/** PgBouncer in transaction mode in front of the server of `url`, which it is given the address of. As root it becomes the user postgres. */
export async function pgBouncerPart(
  program: string,
  { folder, url, poolSize, log }: { folder: string; url: string; poolSize: number; log: string },
): Promise<RealPart & { url: string }> {
  const server = new URL(url)
  const port = await freePort()
  const settings = [
    ['listen_addr', '127.0.0.1'],
    ['listen_port', port],
    ['unix_socket_dir', ''],
    ['auth_type', 'plain'],
    ['auth_file', join(folder, 'users.txt')],
    ['pool_mode', 'transaction'],
    ['default_pool_size', poolSize],
    ['max_client_conn', 400],
  ]
  const text = settings.map(([name, value]) => `${name} = ${value}`).join('\n')
  await chmod(folder, 0o755)
  await writeFile(join(folder, 'users.txt'), `"${server.username}" "${decodeURIComponent(server.password)}"\n`)
  const file = join(folder, 'pgbouncer.ini')
  await writeFile(file, `[databases]\n* = host=127.0.0.1 port=${server.port}\n[pgbouncer]\n${text}\n`)
  const asUser = userInfo().uid === 0 ? ['-u', 'postgres'] : []
  const pooled = new URL(url)
  pooled.port = String(port)
  return { ...programPart('pgbouncer', { command: program, args: [...asUser, file], port, log }), url: pooled.href }
}

/** An S3 server over a folder (versitygw), with what points the product to its bucket. */
export async function s3Part(program: string, folder: string, log: string) {
  const port = await freePort()
  const objects = join(folder, 's3', BUCKET)
  await mkdir(objects, { recursive: true })
  const keys = ['--access', S3_KEYS.accessKeyId, '--secret', S3_KEYS.secretAccessKey]
  const args = ['--port', `127.0.0.1:${port}`, ...keys, 'posix', join(folder, 's3')]
  const environment = {
    AWS_S3_MAPILLARY_BUCKET: BUCKET,
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
    AWS_S3_FORCE_PATH_STYLE: 'true',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: S3_KEYS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: S3_KEYS.secretAccessKey,
  }
  return { ...programPart('s3', { command: program, args, port, log }), objects, environment }
}

/** A load balancer: each connection goes to the next of the ports that answers. */
export async function startBalancer(ports: number[]): Promise<{ url: string; close: () => void }> {
  let turn = 0
  const open = new Set<Socket>()
  const pass = (client: Socket, tries = ports.length): void => {
    const upstream = dial(ports[turn++ % ports.length] ?? 0, '127.0.0.1')
    const drop = () => client.destroy()
    upstream.once('error', () => (tries > 1 && upstream.connecting ? pass(client, tries - 1) : drop()))
    upstream.once('connect', () => {
      client.pipe(upstream).pipe(client)
      upstream.once('close', drop)
      client.once('close', () => upstream.destroy())
    })
  }
  const server = createServer((client) => {
    open.add(client)
    client.on('error', () => undefined) // the other side was killed
    client.once('close', () => open.delete(client))
    pass(client)
  })
  const port = await freePort()
  await once(server.listen(port, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      for (const client of open) client.destroy()
      server.close()
    },
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = dial(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
