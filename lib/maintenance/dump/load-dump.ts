import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type postgres from 'postgres'
import { migrateDatabase, NewerDatabase, readSchemaTime } from '@/db/migrate'
import { openPool } from '@/db/open-pool'
import { AppError } from '@/lib/errors'
import type { DumpEnd } from './format'
import { checkDump, openDump } from './read-dump'

/** Rows in these mean that somebody has used the database. */
const SIGNS_OF_USE = ['users', 'sequences', 'photos', 'tombstones', 'audit']

/**
 * Fills the empty database at `url` with a dump, in one transaction, and brings it to the newest schema. A dump of an older version is
 * loaded into that version's schema first. Resolves with the number of rows. Throws CONFLICT when the database is in use, INVALID_INPUT
 * when the dump is damaged or of a newer version.
 */
export async function loadDump(url: string, file: string): Promise<number> {
  const { head, end } = await checkDump(file)
  await prepareSchema(url, head.schemaAt)
  const sql = openPool(url, { max: 1 })
  try {
    await sql.begin(async (tx) => {
      await requireUnused(tx)
      await loadRows(tx, file)
      await setSequences(tx, end.sequences)
    })
    await sql`analyze`
  } finally {
    await sql.end()
  }
  await migrateDatabase(url)
  return Object.values(end.rows).reduce((total, count) => total + count, 0)
}

async function prepareSchema(url: string, schemaAt: number): Promise<void> {
  try {
    await migrateDatabase(url, { until: schemaAt })
  } catch (error) {
    if (!(error instanceof NewerDatabase)) throw error
    throw new AppError(
      'CONFLICT',
      'This database has a newer schema than the dump, or one of another version. Load the dump into a new database, which nothing was started on.',
    )
  }
  if ((await readSchemaTime(url)) !== schemaAt)
    throw new AppError('INVALID_INPUT', 'The dump was written by a newer version of Map the Paths. Start that version.')
}

async function requireUnused(tx: postgres.TransactionSql): Promise<void> {
  for (const table of SIGNS_OF_USE) {
    const [found] = await tx`select to_regclass(${`public.${table}`}) as name`
    if (!found?.name) continue // an older version had none
    const [row] = await tx`select from ${tx(`public.${table}`)} limit 1`
    if (row) throw new AppError('CONFLICT', `The database is not empty: there are rows in ${table}`)
  }
}

/**
 * Triggers rest, since all that follows from the rows is in the dump too, and references are checked at the end, so that the order of the
 * tables does not matter. Only the owner of the tables is needed for that, not a superuser.
 */
async function loadRows(tx: postgres.TransactionSql, file: string): Promise<void> {
  const tables = await tx<{ name: string }[]>`
    select oid::regclass::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`
  const references = await tx<{ table: string; name: string; definition: string }[]>`
    select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
    where connamespace = 'public'::regnamespace and contype = 'f'`
  for (const { table, name } of references) await tx.unsafe(`alter table ${table} drop constraint "${name}"`)
  for (const { name } of tables) await tx.unsafe(`alter table ${name} disable trigger user`)
  await tx.unsafe(`truncate ${tables.map(({ name }) => name).join(', ')}`) // what migrations and the first start wrote
  const dump = await openDump(file)
  for await (const { table, columns, rows } of dump.tables) {
    const names = columns.map((name) => `"${name}"`).join(', ')
    const target = await tx.unsafe(`copy public."${table}" (${names}) from stdin`).writable()
    await pipeline(Readable.from(rows), target)
  }
  for (const { table, name, definition } of references) {
    await tx.unsafe(`alter table ${table} add constraint "${name}" ${definition}`)
  }
  for (const { name } of tables) await tx.unsafe(`alter table ${name} enable trigger user`)
}

async function setSequences(tx: postgres.TransactionSql, sequences: DumpEnd['sequences']): Promise<void> {
  for (const [name, { lastValue, isCalled }] of Object.entries(sequences)) {
    await tx`select setval(${`public.${name}`}::regclass, ${lastValue}::text::bigint, ${isCalled})`
  }
}
