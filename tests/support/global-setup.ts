import { existsSync, lstatSync, mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { createDatabase, dropDatabase } from '../../scripts/databases.mjs'
import { isAlive } from '../../scripts/is-alive.mjs'
import { startPostgres } from '../../scripts/postgres.mjs'
import { accountFor } from '../../scripts/postgres-programs.mjs'
import { TEMPLATE } from './test-database'

const folder = join(import.meta.dirname, '../../.test')
const IN_MEMORY = '/dev/shm'
const ROOM_BYTES = 4 * 1024 ** 3

/**
 * Gives the integration tests a PostgreSQL with a migrated template database: the one of TEST_DATABASE_URL, else an
 * embedded one of this run alone, so that two runs in one checkout never meet.
 */
export default async function setUp() {
  const memory = makeFolderInMemory()
  if (memory) process.env.TMPDIR = memory

  const given = process.env.TEST_DATABASE_URL
  const dataDir = ownDirectory(memory ? IN_MEMORY : folder, process.pid)
  const server = given ? undefined : await startOwnServer(dataDir)
  const url = given ?? server?.url ?? ''
  process.env.TEST_DATABASE_URL = url

  await dropDatabase(url, TEMPLATE)
  const template = await createDatabase(url, TEMPLATE)
  const { migrateDatabase } = await import('@/db/migrate')
  await migrateDatabase(template)

  return async () => {
    await server?.stop()
    if (server) rmSync(dataDir, { recursive: true, force: true })
    if (memory) rmSync(memory, { recursive: true, force: true })
  }
}

/** In memory where there is room: many tests have a copy of the template of their own, which is hundreds of files. */
async function startOwnServer(dataDir: string) {
  mkdirSync(folder, { recursive: true })
  for (const parent of [folder, IN_MEMORY]) await removeLeftoverServers(parent)
  return startPostgres({ dataDir, durable: false })
}

/** A run that was killed left its server behind. */
async function removeLeftoverServers(parent: string) {
  for (const name of existsSync(parent) ? readdirSync(parent) : []) {
    const [, pid, unfinished] = /^(?:mtp-)?postgres-(\d+)(\.new.*)?$/.exec(name) ?? []
    const dataDir = join(parent, name)
    if (!pid || isAlive(Number(pid)) || !isOwn(dataDir)) continue
    try {
      const start = () => startPostgres({ dataDir, durable: false }).catch(() => undefined)
      const leftover = unfinished ? undefined : await start()
      await leftover?.stop()
      rmSync(dataDir, { recursive: true, force: true })
    } catch (error) {
      if (parent === folder) throw error // the memory is shared with other people
    }
  }
}

/** Anybody can put a folder into the memory: what is not ours is neither started nor deleted. */
function isOwn(dataDir: string): boolean {
  const found = lstatSync(dataDir)
  const lent: { uid?: number } = accountFor(join(IN_MEMORY, 'not there')) // by root to its servers
  return found.isDirectory() && [process.getuid?.(), lent.uid].includes(found.uid)
}

function ownDirectory(parent: string, pid: number) {
  return join(parent, `mtp-postgres-${pid}`)
}

/** Where tests write their files: in memory where there is room, since the product waits for the disk after each file of a backup. */
function makeFolderInMemory(): string | undefined {
  try {
    const { bavail, bsize } = statfsSync(IN_MEMORY)
    if (bavail * bsize < ROOM_BYTES) return undefined
    for (const name of readdirSync(IN_MEMORY)) {
      const pid = Number(/^mtp-tests-(\d+)$/.exec(name)?.[1])
      if (pid && !isAlive(pid)) rmSync(join(IN_MEMORY, name), { recursive: true, force: true }) // of a run that was killed
    }
    const own = join(IN_MEMORY, `mtp-tests-${process.pid}`)
    mkdirSync(own)
    return own
  } catch {
    return undefined // not on every system
  }
}
