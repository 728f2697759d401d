import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrateDatabase } from '@/db/migrate'
import { createDatabase, dropDatabase } from '../../scripts/databases.mjs'

type Journal = { entries: { tag: string }[] }

/** A database as it was before the migration `tag`; `migrate` brings it to the newest schema. Needs the global setup of the integration project. */
export async function createDatabaseBefore(tag: string) {
  const server = process.env.TEST_DATABASE_URL
  if (!server) throw new Error('TEST_DATABASE_URL is unset: this test belongs to the integration project')
  const name = `mtp_before_${randomBytes(6).toString('hex')}`
  const url = await createDatabase(server, name, { template: 'template1' })
  const folder = await mkdtemp(join(tmpdir(), 'mtp-migrations-'))
  await cp('db/migrations', folder, { recursive: true })
  const path = join(folder, 'meta/_journal.json')
  const journal = JSON.parse(await readFile(path, 'utf8')) as Journal
  const first = journal.entries.findIndex((entry) => entry.tag === tag)
  if (first === -1) throw new Error(`There is no migration ${tag}`)
  await writeFile(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, first) }))
  await migrateDatabase(url, { folder })
  await rm(folder, { recursive: true })
  return { url, migrate: () => migrateDatabase(url), drop: () => dropDatabase(server, name) }
}
